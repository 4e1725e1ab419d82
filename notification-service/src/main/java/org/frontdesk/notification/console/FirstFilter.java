package org.frontdesk.notification.console;

import java.io.IOException;

import jakarta.servlet.ServletException;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;

/**
 * For both ports, which share no filter: found by scanning for the console's, and for that of health and metrics named in
 * META-INF/spring.
 */
@ManagementContextConfiguration(proxyBeanMethods = false)
class FirstFilter {

    @Bean
    FilterRegistrationBean<ReadableRequests> readableRequests() {
        var registration = new FilterRegistrationBean<>(new ReadableRequests());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** A version of HTTP that does not exist is the client's mistake: as 505 it would count as a failure of this service. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> badVersionIsBadRequest() {
        return factory -> factory
                .addContextCustomizers(context -> context.getParent().getPipeline().addValve(new ValveBase(true) {
                    @Override
                    public void invoke(Request request, Response response) throws IOException, ServletException {
                        if (response.getStatus() == HttpStatus.HTTP_VERSION_NOT_SUPPORTED.value()) {
                            response.setStatus(HttpStatus.BAD_REQUEST.value());
                        }
                        getNext().invoke(request, response);
                    }
                }));
    }

    /** Tomcat fails at the eleventh language of Accept-Language; the length of headers is limited anyway. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> anyNumberOfLanguages() {
        return factory -> factory.addConnectorCustomizers(connector -> connector.setMaxLocaleCount(-1));
    }
}
