package org.frontdesk.notification.console;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** An operator's request that cannot be fulfilled. The detail never contains an address. */
class ProblemException extends ErrorResponseException {
    static final String NOT_TEXT = "A value is not valid UTF-8, or contains a character that cannot be stored, such as NUL";
    static final String DATABASE_AWAY = "The database does not answer: try again";
    private static final long serialVersionUID = 1;

    private ProblemException(HttpStatus status, String detail) {
        super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }

    static ProblemException malformed(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, detail);
    }

    static ProblemException unknown(String detail) {
        return new ProblemException(HttpStatus.NOT_FOUND, detail);
    }

    static ProblemException conflict(String detail) {
        return new ProblemException(HttpStatus.CONFLICT, detail);
    }

    static ProblemException unavailable(String detail) {
        return new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, detail);
    }

    String detail() {
        return getBody().getDetail();
    }
}
