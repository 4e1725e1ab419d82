package org.frontdesk.content.answer;

import java.util.Collection;
import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A request that is answered with a problem; {@link Problems} renders it in the visitor's language. */
@SuppressWarnings("serial") // never serialized
public final class ProblemException extends ErrorResponseException {
    private final String code;
    private final Map<String, Object> members;

    private ProblemException(HttpStatus status, String code, Map<String, Object> members) {
        super(status);
        this.code = code;
        this.members = members;
    }

    /** @param expected the valid values, or a description of them */
    static ProblemException parameter(String name, Collection<String> expected) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "bad-request",
                Map.of("parameter", name, "expected", expected));
    }

    public static ProblemException notFound() {
        return new ProblemException(HttpStatus.NOT_FOUND, "not-found", Map.of());
    }

    /** There is no such article in the requested language or its fallbacks. */
    static ProblemException article(Collection<?> alternates) {
        return alternates.isEmpty() ? notFound() : notTranslated(alternates);
    }

    /** @param alternates the languages in which it exists; for an article with slug and URL */
    static ProblemException notTranslated(Collection<?> alternates) {
        return new ProblemException(HttpStatus.NOT_FOUND, "not-translated", Map.of("alternates", alternates));
    }

    String code() {
        return code;
    }

    Map<String, Object> members() {
        return members;
    }
}
