package org.frontdesk.inquiry.submission;

import org.springframework.http.HttpStatus;

/**
 * A request that is refused with a problem document (RFC 9457). The code becomes the end of the problem's type and
 * selects its title; the detail is in English, for the website's developer.
 */
public class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;

    public Refusal(HttpStatus status, String code, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
    }

    public static Refusal malformed(String detail) {
        return new Refusal(HttpStatus.BAD_REQUEST, "malformed", detail);
    }

    public static Refusal unknownForm() {
        return new Refusal(HttpStatus.NOT_FOUND, "unknown-form", "The site's forms are declared in site.yml.");
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }
}
