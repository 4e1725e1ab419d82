package org.frontdesk.content.answer;

import java.io.IOException;
import java.util.Collections;
import java.util.stream.Stream;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.HttpHeaders;
import org.springframework.util.MimeTypeUtils;

/** Answers with a 400 where Tomcat or Spring would report a client's mistake as a fault of the server. */
abstract class ClientErrors extends ErrorReportValve {
    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (hasQuotedMediaType(request)) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            response.setSuspended(false); // as Tomcat does before it reports
            report(request, response, null);
        } else {
            super.invoke(request, response);
        }
    }

    /** Spring's parser (7.0) reads the character before a quotation mark, also where there is none. */
    private static boolean hasQuotedMediaType(Request request) {
        return Stream.of(HttpHeaders.ACCEPT, HttpHeaders.CONTENT_TYPE)
                .flatMap(name -> Collections.list(request.getHeaders(name)).stream())
                .flatMap(value -> MimeTypeUtils.tokenize(value).stream())
                .anyMatch(type -> type.strip().startsWith("\""));
    }

    @Override
    protected void report(Request request, Response response, Throwable failure) {
        if (response.getStatus() == HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST); // a request line that is damaged, most often
        }
        if (response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST && response.setErrorReported()) {
            answer(request, response);
        }
    }

    abstract void answer(Request request, Response response);
}
