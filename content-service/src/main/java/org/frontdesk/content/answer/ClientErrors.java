package org.frontdesk.content.answer;

import java.io.IOException;
import java.util.Collections;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.util.MimeTypeUtils;

/** Keeps what a client got wrong from being reported as a fault of the server. */
abstract class ClientErrors extends ErrorReportValve {
    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        // Nothing here takes a body, and in its type are most of the mistakes that Spring's filters fail at.
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

    /** Spring's parser (7.0) reads the character before a quotation mark, also where there is none. */
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
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST); // a request line that is damaged, most often
        }
        if (response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST && response.setErrorReported()) {
            answer(request, response);
        }
    }

    abstract void answer(Request request, Response response);
}
