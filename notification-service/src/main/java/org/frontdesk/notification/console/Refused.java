package org.frontdesk.notification.console;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** What an operator asked for cannot be done, and why. The text never holds an address. */
class Refused extends ErrorResponseException {
    static final String NOT_TEXT = "A value is no text in UTF-8, or holds a character that is none, such as NUL";
    static final String DATABASE_AWAY = "The database does not answer: try again";
    private static final long serialVersionUID = 1;

    private Refused(HttpStatus status, String why) {
        super(status, ProblemDetail.forStatusAndDetail(status, why), null);
    }

    static Refused malformed(String why) {
        return new Refused(HttpStatus.BAD_REQUEST, why);
    }

    static Refused unknown(String why) {
        return new Refused(HttpStatus.NOT_FOUND, why);
    }

    static Refused conflict(String why) {
        return new Refused(HttpStatus.CONFLICT, why);
    }

    static Refused away(String why) {
        return new Refused(HttpStatus.SERVICE_UNAVAILABLE, why);
    }

    String why() {
        return getBody().getDetail();
    }
}
