package org.frontdesk.inquiry.site;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a form's field takes, by the word that site.yml uses for it. */
public enum Kind {
    TEXT, LONG_TEXT, EMAIL, PHONE, NUMBER, CHOICE, CHECKBOX, DATE, HIDDEN;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String words() {
        return Arrays.stream(values()).map(Kind::word).collect(Collectors.joining(", "));
    }
}
