package org.frontdesk.notification.console;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

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
import org.springframework.http.MediaType;
import org.springframework.util.StringUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What both ports need before anything else; they share no filters. Found by component scanning for the console's port,
 * and named in META-INF/spring for the management port.
 */
@ManagementContextConfiguration(proxyBeanMethods = false)
class ReadableRequests {

    @Bean
    FilterRegistrationBean<Filter> readableRequestsFilter() {
        var registration = new FilterRegistrationBean<>(new Filter());
        registration.setName("readableRequests");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** An HTTP version that does not exist is the client's error: a 505 would count as a failure of this service. */
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

    /**
     * Rejects a path or charset that cannot be decoded before Spring's filters, which fail at it, as would the error
     * page. Hence the plain response.
     */
    static class Filter extends OncePerRequestFilter {

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            if (isPath(requestedPath(request)) && isCharset(request.getCharacterEncoding())) {
                chain.doFilter(request, response);
            } else {
                response.setStatus(HttpStatus.BAD_REQUEST.value());
                response.setContentType(MediaType.TEXT_PLAIN_VALUE);
                response.getOutputStream().println("The path or the charset of the request cannot be read");
            }
        }

        /** What Tomcat itself rejects comes here only as an error dispatch. */
        @Override
        protected boolean shouldNotFilterErrorDispatch() {
            return false;
        }

        private static String requestedPath(HttpServletRequest request) {
            return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path
                    ? path
                    : request.getRequestURI();
        }

        private static boolean isPath(String path) {
            try {
                StringUtils.uriDecode(path, StandardCharsets.UTF_8);
                return true;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        private static boolean isCharset(String name) {
            try {
                return name == null || Charset.isSupported(name);
            } catch (IllegalCharsetNameException e) {
                return false;
            }
        }
    }
}
