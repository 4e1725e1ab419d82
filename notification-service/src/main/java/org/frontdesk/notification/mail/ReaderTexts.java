package org.frontdesk.notification.mail;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.ibm.icu.text.LocaleDisplayNames;
import com.ibm.icu.text.LocaleDisplayNames.DialectHandling;
import com.ibm.icu.util.ULocale;
import org.frontdesk.notification.site.Texts;

/** What a mail says, in its reader's language. */
record ReaderTexts(Texts texts, Locale reader) {

    public String say(String key) {
        return texts.say(reader, key);
    }

    String say(String key, Map<String, ?> values) {
        return texts.say(reader, key, values);
    }

    /** A label and its value: in French a space stands before the colon, in Chinese it is another one. */
    public String row(String label, Object value) {
        return say("mail.row", Map.of("label", label, "value", value));
    }

    /** Without an "and", which ICU's shortest lists have in some languages. */
    String list(List<String> items) {
        return items.stream().reduce((first, next) -> say("mail.list", Map.of("first", first, "next", next)))
                .orElse("");
    }

    /** A language by its name in the reader's own. */
    String language(String tag) {
        return LocaleDisplayNames.getInstance(ULocale.forLocale(reader), DialectHandling.DIALECT_NAMES)
                .localeDisplayName(tag);
    }

    String languages(List<String> tags) {
        return list(tags.stream().map(this::language).toList());
    }
}
