package org.frontdesk.content.answer;

import java.util.Collection;
import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A request that cannot be answered as asked; {@link Problems} says so in the visitor's language. */
@SuppressWarnings("serial") // never leaves the process
public final class Refused extends ErrorResponseException {
    private final String code;
    private final Map<String, Object> members;

    private Refused(HttpStatus status, String code, Map<String, Object> members) {
        super(status);
        this.code = code;
        this.members = members;
    }

    /** A parameter has a value that is none of those expected. */
    static Refused parameter(String name, Collection<String> expected) {
        return new Refused(HttpStatus.BAD_REQUEST, "bad-request", Map.of("parameter", name, "expected", expected));
    }

    public static Refused nothing() {
        return new Refused(HttpStatus.NOT_FOUND, "not-found", Map.of());
    }

    /** There is no such article in a language that may be given. */
    static Refused article(Collection<?> alternates) {
        return alternates.isEmpty()
                ? nothing()
                : untranslated(alternates);
    }

    /** @param alternates the languages in which there is what was asked for; of an article with slug and address */
    static Refused untranslated(Collection<?> alternates) {
        return new Refused(HttpStatus.NOT_FOUND, "not-translated", Map.of("alternates", alternates));
    }

    String code() {
        return code;
    }

    Map<String, Object> members() {
        return members;
    }
}
