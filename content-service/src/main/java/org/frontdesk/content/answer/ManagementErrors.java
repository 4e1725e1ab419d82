package org.frontdesk.content.answer;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * The same for the port of health and metrics, where the status says enough. No component, for Boot would use it for the
 * pages: it is listed among the configurations of the management context, in META-INF/spring.
 */
class ManagementErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(context -> context.getParent().getPipeline().addValve(new ClientErrors() {
            @Override
            void answer(Request request, Response response) {
                // No body.
            }
        }));
    }
}
