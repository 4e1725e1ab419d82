package org.frontdesk.content.server;

import java.io.IOException;
import java.util.Collections;
import java.util.function.Supplier;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.frontdesk.content.answer.Problems;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.ErrorResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.json.JsonMapper;

/**
 * Replaces Tomcat's error pages, for requests that Tomcat rejects before Spring sees them: a path with {@code ..} above
 * the root, with {@code %2f}, or with characters that a URL may not contain. It also keeps some malformed requests from
 * causing a 500 in Spring.
 */
abstract class TomcatErrorReport extends ErrorReportValve {
    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        // No resource takes a body, and Spring's filters fail on many malformed values of this header.
        request.getCoyoteRequest().getMimeHeaders().removeHeader(HttpHeaders.CONTENT_TYPE);
        HttpStatus status = check(request);
        if (status.isError()) {
            response.sendError(status.value());
            response.setSuspended(false); // as Tomcat does before it reports
            report(request, response, null);
        } else {
            super.invoke(request, response);
        }
    }

    /** Spring's parser (7.0) fails on an Accept header with a media type that begins with a quotation mark. */
    HttpStatus check(Request request) {
        return Collections.list(request.getHeaders(HttpHeaders.ACCEPT)).stream()
                .flatMap(accept -> MimeTypeUtils.tokenize(accept).stream())
                .anyMatch(type -> type.strip().startsWith("\""))
                        ? HttpStatus.BAD_REQUEST
                        : HttpStatus.OK;
    }

    @Override
    protected void report(Request request, Response response, Throwable failure) {
        if (response.getStatus() == HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST); // usually a malformed request line
        }
        if (response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST && response.setErrorReported()) {
            write(request, response);
        }
    }

    abstract void write(Request request, Response response);

    private static void install(TomcatServletWebServerFactory factory, Supplier<TomcatErrorReport> report) {
        factory.addContextCustomizers(context -> context.getParent().getPipeline().addValve(report.get()));
        // Tomcat (11.0.27) throws for an Accept-Language with more than ten languages. The size of headers is limited.
        factory.addConnectorCustomizers(connector -> connector.setMaxLocaleCount(-1));
    }

    private static ErrorResponse error(int status) {
        return new ErrorResponseException(HttpStatusCode.valueOf(status));
    }

    /** For errors that Tomcat dispatches to the application. */
    @RestController
    static class Dispatched implements ErrorController {
        private final Problems problems;

        Dispatched(Problems problems) {
            this.problems = problems;
        }

        @RequestMapping("${server.error.path:/error}")
        ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
            Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
            return problems.answer(TomcatErrorReport.error(status instanceof Integer code
                    ? code
                    : HttpStatus.NOT_FOUND.value()), request);
        }
    }

    /** For errors without an application to dispatch to, because the URL cannot be parsed. */
    @Component
    static class Customizer implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
        private final Problems problems;
        private final JsonMapper json;

        Customizer(Problems problems, JsonMapper json) {
            this.problems = problems;
            this.json = json;
        }

        @Override
        public void customize(TomcatServletWebServerFactory factory) {
            install(factory, () -> new TomcatErrorReport() {
                @Override
                void write(Request request, Response response) {
                    Customizer.this.write(problems.answer(error(response.getStatus()), request), response);
                }
            });
        }

        private void write(ResponseEntity<ProblemDetail> problem, Response response) {
            problem.getHeaders().forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*"); // the filters have not run
            try {
                response.getOutputStream().write(json.writeValueAsBytes(problem.getBody()));
                response.finishResponse();
            } catch (IOException e) {
                // The client has closed the connection.
            }
        }
    }

    /**
     * On the management port the status is enough. Not a component, or Boot would use it on the public port too:
     * META-INF/spring lists it as a configuration of the management context.
     */
    static class Management implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
        @Override
        public void customize(TomcatServletWebServerFactory factory) {
            install(factory, StatusOnly::new);
        }
    }

    private static class StatusOnly extends TomcatErrorReport {
        /** Boot (4.1) fails for a path below a health component that does not exist; no component has subpaths here. */
        @Override
        HttpStatus check(Request request) {
            String path = request.getDecodedRequestURI(); // null if Tomcat could not parse it
            return path != null && path.matches("/actuator/health/.*/.*") ? HttpStatus.NOT_FOUND : super.check(request);
        }

        @Override
        void write(Request request, Response response) {
            // The status is set already.
        }
    }
}
