package org.frontdesk.notification.console;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.frontdesk.notification.console.Login.TooManyAttempts;
import org.frontdesk.notification.database.DatabaseErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import tools.jackson.databind.json.JsonMapper;

/**
 * The API's errors as problem documents (RFC 9457): unauthenticated or forbidden requests, a database that fails, and
 * bodies that cannot be read. Spring renders all others.
 */
@Order(Ordered.HIGHEST_PRECEDENCE) // otherwise Spring's own handler would come first
@RestControllerAdvice(assignableTypes = {DeliveryApi.class, InquiryApi.class, DeadRecordApi.class})
class ApiProblems implements AuthenticationEntryPoint, AccessDeniedHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ApiProblems.class);

    private final JsonMapper json;

    ApiProblems(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof TooManyAttempts tooMany) {
            response.setHeader(HttpHeaders.RETRY_AFTER, tooMany.retryAfter());
            write(response, HttpStatus.TOO_MANY_REQUESTS, e.getMessage());
        } else {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"frontdesk\", charset=\"UTF-8\"");
            write(response, HttpStatus.UNAUTHORIZED, "Send an operator's name and password by HTTP Basic");
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        write(response, HttpStatus.FORBIDDEN,
                "The API does not accept changes from a browser: use the console at /console");
    }

    private void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(ProblemDetail.forStatusAndDetail(status, detail)));
    }

    /** Logged without the message, which quotes the data. */
    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ProblemDetail failed(RuntimeException e) {
        if (DatabaseErrors.isDataError(e)) {
            return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, ProblemException.NOT_TEXT);
        }
        LOG.warn("An operator's request failed: {}", e.getClass().getSimpleName());
        return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, ProblemException.DATABASE_AWAY);
    }

    @ExceptionHandler({InvalidParameterException.class, RequestRejectedException.class})
    ProblemDetail unreadable() {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, ProblemException.NOT_TEXT);
    }

    /** Without Jackson's message, which quotes the body. */
    @ExceptionHandler
    ProblemDetail unreadable(HttpMessageNotReadableException e) {
        return NestedExceptionUtils.getMostSpecificCause(e) instanceof ProblemException problem
                ? problem.getBody()
                : ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
                        "The body is not the JSON that is expected here");
    }
}
