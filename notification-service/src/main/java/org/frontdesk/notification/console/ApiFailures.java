package org.frontdesk.notification.console;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.frontdesk.notification.database.DatabaseErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** The API's answer where the database fails or a body cannot be read; all else is a problem document by itself. */
@Order(Ordered.HIGHEST_PRECEDENCE) // else Spring's own answer to a body that cannot be read came first
@RestControllerAdvice(assignableTypes = {DeliveryApi.class, InquiryApi.class, TaskApi.class, DeadRecordApi.class,
        ErasureApi.class})
class ApiFailures {
    private static final Logger log = LoggerFactory.getLogger(ApiFailures.class);

    /** Without the message in the log: it quotes the data. */
    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ProblemDetail failed(RuntimeException e) {
        if (DatabaseErrors.isOne(e)) {
            return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, Refused.NOT_TEXT);
        }
        log.warn("An operator's request failed: {}", e.getClass().getSimpleName());
        return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, Refused.DATABASE_AWAY);
    }

    @ExceptionHandler({InvalidParameterException.class, RequestRejectedException.class})
    ProblemDetail unreadable() {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, Refused.NOT_TEXT);
    }

    /** Without Jackson's message, which quotes what was sent. */
    @ExceptionHandler
    ProblemDetail unreadable(HttpMessageNotReadableException e) {
        return NestedExceptionUtils.getMostSpecificCause(e) instanceof Refused refused
                ? refused.getBody()
                : ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
                        "The body is not the JSON that is expected here");
    }
}
