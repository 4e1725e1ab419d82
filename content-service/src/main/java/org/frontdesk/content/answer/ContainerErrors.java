package org.frontdesk.content.answer;

import java.io.IOException;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.json.JsonMapper;

/**
 * Problem documents also for what Tomcat refuses before Spring sees it: an address with {@code ..} above the root, with
 * {@code %2f}, or with characters that no address has.
 */
@RestController
class ContainerErrors implements ErrorController {
    private final Problems problems;

    ContainerErrors(Problems problems) {
        this.problems = problems;
    }

    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<ProblemDetail> dispatched(HttpServletRequest request) {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        return problems.answer(error(status instanceof Integer code ? code : HttpStatus.NOT_FOUND.value()), request);
    }

    private static ErrorResponse error(int status) {
        return new ErrorResponseException(HttpStatusCode.valueOf(status));
    }

    /** Where Tomcat finds no application to hand an error to, for the address itself cannot be read. */
    @Component
    static class Unreadable implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
        private final Problems problems;
        private final JsonMapper json;

        Unreadable(Problems problems, JsonMapper json) {
            this.problems = problems;
            this.json = json;
        }

        @Override
        public void customize(TomcatServletWebServerFactory factory) {
            factory.addContextCustomizers(context -> context.getParent().getPipeline().addValve(new ClientErrors() {
                @Override
                void answer(Request request, Response response) {
                    write(problems.answer(error(response.getStatus()), request), response);
                }
            }));
        }

        private void write(ResponseEntity<ProblemDetail> answer, Response response) {
            answer.getHeaders().forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*"); // no filter of ours has run
            try {
                response.getOutputStream().write(json.writeValueAsBytes(answer.getBody()));
                response.finishResponse();
            } catch (IOException e) {
                // The client has gone.
            }
        }
    }
}
