package org.frontdesk.inquiry.submission;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.frontdesk.inquiry.site.Form;
import org.frontdesk.inquiry.site.Kind;

/** Typed values, cleaned as the kind of their field wants it; those that show nothing are left out. */
public class Values {
    private static final Set<String> TICKED = Set.of("true", "on", "yes", "1");

    private Values() {}

    public static Map<String, String> of(Form form, Map<String, String> typed) {
        var values = new LinkedHashMap<String, String>();
        for (var field : form.fields()) {
            var value = clean(field.kind(), typed.getOrDefault(field.name(), ""));
            if (CleanText.shows(value)) {
                values.put(field.name(), value);
            }
        }
        return values;
    }

    /** Ticked is only what browsers and programs send for a tick: consent is not read out of other words. */
    private static String clean(Kind kind, String typed) {
        return switch (kind) {
            case LONG_TEXT -> CleanText.lines(typed);
            case CHECKBOX -> TICKED.contains(CleanText.line(typed).toLowerCase(Locale.ROOT)) ? "true" : "";
            default -> CleanText.line(typed);
        };
    }
}
