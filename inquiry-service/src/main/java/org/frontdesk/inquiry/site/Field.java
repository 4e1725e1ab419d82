package org.frontdesk.inquiry.site;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One field of a form, as site.yml declares it.
 *
 * @param maxLength limit in characters (code points), 1,000 unless declared
 * @param pattern   what the whole value must match
 * @param min       least number, for kind number
 * @param max       greatest number, for kind number
 * @param choices   the values of kind choice; their labels stand in the language's file
 */
public record Field(String name, Kind kind, boolean required, Integer maxLength, Pattern pattern, BigDecimal min,
        BigDecimal max, List<String> choices) {
    static final int LONGEST = 10_000;

    public Field {
        kind = kind == null ? Kind.TEXT : kind;
        maxLength = maxLength == null ? 1_000 : maxLength;
        choices = choices == null ? List.of() : List.copyOf(choices);
    }

    public static Field of(String name, Kind kind, int maxLength) {
        return new Field(name, kind, false, maxLength, null, null, null, null);
    }

    Field asRequired() {
        return new Field(name, kind, true, maxLength, pattern, min, max, choices);
    }
}
