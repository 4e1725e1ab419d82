package org.frontdesk.notification.mail;

import java.util.Locale;
import java.util.Map;

import org.frontdesk.notification.Texts;

/** A line of plain text, a label and its value: in French a space stands before the colon, in Chinese it is another one. */
record Line(Texts texts, Locale reader) {

    public String of(String key, Object value) {
        return with(texts.say(reader, key), value);
    }

    public String with(String label, Object value) {
        return texts.say(reader, "mail.row", Map.of("label", label, "value", value));
    }
}
