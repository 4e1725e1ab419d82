package org.frontdesk.content.article;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** A day as people write it. */
public final class Day {
    private static final Pattern WRITTEN = Pattern.compile("(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private Day() {}

    /**
     * As in RFC 3339, {@code full-date}, from year 1: {@code LocalDate} alone takes years with a sign, which neither feeds
     * nor sitemaps can hold.
     */
    public static LocalDate parse(String text) {
        if (!WRITTEN.matcher(text).matches()) {
            throw new DateTimeParseException("No day", text, 0);
        }
        return LocalDate.parse(text);
    }
}
