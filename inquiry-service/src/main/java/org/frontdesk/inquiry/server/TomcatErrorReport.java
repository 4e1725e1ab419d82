package org.frontdesk.inquiry.server;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Replaces Tomcat's error page for malformed requests, which Tomcat refuses before this service sees them. */
public class TomcatErrorReport extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, Throwable failure) {
        if (response.getStatus() == HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED) {
            // A client error, which must not count as a server error.
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        }
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getReporter().write("""
                    {"type":"about:blank","title":"The request could not be read.","status":%s}"""
                    .formatted(Integer.toString(response.getStatus()))); // %d would use the default locale's digits
            response.finishResponse();
        } catch (IOException e) {
            // The client has disconnected.
        }
    }

    @Component
    static class Registration implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
        @Override
        public void customize(TomcatServletWebServerFactory tomcat) {
            tomcat.addContextCustomizers(context -> ((StandardHost) context.getParent())
                    .setErrorReportValveClass(TomcatErrorReport.class.getName()));
        }
    }
}
