package org.frontdesk.notification.mail;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.ibm.icu.text.LocaleDisplayNames.DialectHandling;
import com.ibm.icu.text.LocaleDisplayNames;
import com.ibm.icu.util.ULocale;
import org.frontdesk.notification.site.Texts;

/** The texts of mails in the reader's language. */
record ReaderTexts(Texts all, Locale reader) {

    public String say(String key) {
        return all.say(reader, key);
    }

    String say(String key, Map<String, ?> values) {
        return all.say(reader, key, values);
    }

    /** A label and its value: French has a space before the colon, and Chinese another colon. */
    public String row(String label, Object value) {
        return say("mail.row", Map.of("label", label, "value", value));
    }

    /** Without an "and", which even ICU's narrow lists have in some languages. */
    String list(List<String> items) {
        return items.stream().reduce((first, next) -> say("mail.list", Map.of("first", first, "next", next)))
                .orElse("");
    }

    /** The name of a language in the reader's language. */
    String language(String tag) {
        return LocaleDisplayNames.getInstance(ULocale.forLocale(reader), DialectHandling.DIALECT_NAMES)
                .localeDisplayName(tag);
    }

    String languages(List<String> tags) {
        return list(tags.stream().map(this::language).toList());
    }
}
