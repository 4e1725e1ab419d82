package org.frontdesk.inquiry.server;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/**
 * Lifts Tomcat's limit of ten languages in Accept-Language, which ends in a 500; the size of headers is limited anyway.
 * Found by component scanning for the main port, and through META-INF/spring for the management port.
 */
@ManagementContextConfiguration(proxyBeanMethods = false)
class AcceptLanguageLimit {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> anyNumberOfLanguages() {
        return factory -> factory.addConnectorCustomizers(connector -> connector.setMaxLocaleCount(-1));
    }
}
