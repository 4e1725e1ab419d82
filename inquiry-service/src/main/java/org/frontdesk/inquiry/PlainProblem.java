package org.frontdesk.inquiry;

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

/** In place of Tomcat's error page, for what it refuses before this service sees it: a path or header that is none. */
public class PlainProblem extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, Throwable failure) {
        if (response.getStatus() == HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST); // a client's mistake, which must not count as a fault
        }
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getReporter().write("""
                    {"type":"about:blank","title":"The request could not be read.","status":%s}"""
                    .formatted(Integer.toString(response.getStatus()))); // %d has other digits in some locales
            response.finishResponse();
        } catch (IOException e) {
            // The client is gone; there is nobody left to tell.
        }
    }

    @Component
    static class Instead implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
        @Override
        public void customize(TomcatServletWebServerFactory tomcat) {
            tomcat.addContextCustomizers(context -> ((StandardHost) context.getParent())
                    .setErrorReportValveClass(PlainProblem.class.getName()));
        }
    }
}
