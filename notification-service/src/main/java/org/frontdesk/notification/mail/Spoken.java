package org.frontdesk.notification.mail;

import java.util.List;
import java.util.Locale;

import com.ibm.icu.text.LocaleDisplayNames;
import com.ibm.icu.text.LocaleDisplayNames.DialectHandling;
import com.ibm.icu.text.ListFormatter;
import com.ibm.icu.text.ListFormatter.Type;
import com.ibm.icu.text.ListFormatter.Width;
import com.ibm.icu.util.ULocale;

/** Languages by their names in the reader's own. */
final class Spoken {

    private Spoken() {}

    static String name(String tag, Locale reader) {
        return LocaleDisplayNames.getInstance(ULocale.forLocale(reader), DialectHandling.DIALECT_NAMES)
                .localeDisplayName(tag);
    }

    static String names(List<String> tags, Locale reader) {
        return list(reader, tags.stream().map(tag -> name(tag, reader)).toList());
    }

    /** With the commas of the reader's script, and no "and". */
    static String list(Locale reader, List<String> items) {
        return ListFormatter.getInstance(reader, Type.UNITS, Width.SHORT).format(items);
    }
}
