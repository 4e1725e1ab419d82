package org.frontdesk.inquiry;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/**
 * Lifts Tomcat's limit of ten languages in Accept-Language, which ends in a 500; the length of headers is limited anyway.
 * Component scanning finds it for the forms' port, META-INF/spring names it for the management port.
 */
@ManagementContextConfiguration(proxyBeanMethods = false)
class AcceptLanguageLimit {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> anyNumberOfLanguages() {
        return factory -> factory.addConnectorCustomizers(connector -> connector.setMaxLocaleCount(-1));
    }
}
