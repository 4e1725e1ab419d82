package org.frontdesk.content.answer;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;

/**
 * {@link ClientErrors} at the port of health and metrics, where the status says enough. No component, for Boot would use
 * it for the pages: META-INF/spring lists it among the configurations of the management context.
 */
class ManagementErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(context -> context.getParent().getPipeline().addValve(new WithoutBody()));
        factory.addConnectorCustomizers(connector -> connector.setMaxLocaleCount(-1)); // see SlowClients
    }

    private static class WithoutBody extends ClientErrors {
        /** Boot (4.1) fails at a path below a health component that there is not; none here has anything below it. */
        @Override
        HttpStatus check(Request request) {
            String address = request.getDecodedRequestURI(); // null where Tomcat could not read it
            return address != null && address.matches("/actuator/health/.*/.*")
                    ? HttpStatus.NOT_FOUND
                    : super.check(request);
        }

        @Override
        void answer(Request request, Response response) {
            // The status has been set.
        }
    }
}
