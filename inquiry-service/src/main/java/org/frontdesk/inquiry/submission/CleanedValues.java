package org.frontdesk.inquiry.submission;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.frontdesk.inquiry.site.Form;
import org.frontdesk.inquiry.site.Kind;

/** Removes from typed text what could forge a header line or reverse the direction of a line. */
public class CleanedValues {
    private static final Set<String> CHECKED = Set.of("true", "on", "yes", "1");
    private static final Pattern LINE_END = Pattern.compile("\\r\\n?|[\\u2028\\u2029\\u0085]");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");
    /** Marks, embeddings, overrides and isolates (Unicode UAX #9, 2), but not joiners: Persian and emoji need them. */
    private static final Pattern BIDI = Pattern.compile("[\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Z}\\p{C}\\s]*");
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    private CleanedValues() {}

    /** The values of the form's fields, in its order, without those that contain no visible character. */
    public static Map<String, String> of(Form form, Map<String, String> typed) {
        var values = new LinkedHashMap<String, String>();
        for (var field : form.fields()) {
            var value = clean(field.kind(), typed.getOrDefault(field.name(), ""));
            if (!INVISIBLE.matcher(value).matches()) {
                values.put(field.name(), value);
            }
        }
        return values;
    }

    /** A checkbox accepts only what browsers and programs send: consent must not be inferred from other words. */
    private static String clean(Kind kind, String typed) {
        return switch (kind) {
            case LONG_TEXT -> lines(typed);
            case CHECKBOX -> CHECKED.contains(line(typed).toLowerCase(Locale.ROOT)) ? "true" : "";
            default -> line(typed);
        };
    }

    static String lines(String typed) {
        var text = LINE_END.matcher(typed).replaceAll("\n");
        text = CONTROL.matcher(text).replaceAll("");
        text = BIDI.matcher(text).replaceAll("");
        return LONE_SURROGATE.matcher(text).replaceAll("\uFFFD");
    }

    static String line(String typed) {
        return lines(typed).replace('\n', ' ').replace('\t', ' ').strip();
    }
}
