package org.frontdesk.inquiry.submission;

import java.util.regex.Pattern;

/** Takes out of typed text what nobody types on purpose and what would forge a header or turn a line around. */
class CleanText {
    private static final Pattern LINE_END = Pattern.compile("\\r\\n?|[\\u2028\\u2029\\u0085]");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");
    /** Marks, embeddings, overrides and isolates (Unicode UAX #9, 2). Joiners stay: Persian and emoji need them. */
    private static final Pattern BIDI = Pattern.compile("[\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");
    private static final Pattern NOTHING = Pattern.compile("[\\p{Z}\\p{C}\\s]*");
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    private CleanText() {}

    static String lines(String typed) {
        var text = LINE_END.matcher(typed).replaceAll("\n");
        text = CONTROL.matcher(text).replaceAll("");
        text = BIDI.matcher(text).replaceAll("");
        return LONE_SURROGATE.matcher(text).replaceAll("\uFFFD");
    }

    /** Whether there is anything to see in it: spaces of every kind and invisible marks are nothing. */
    static boolean shows(String text) {
        return !NOTHING.matcher(text).matches();
    }

    static String line(String typed) {
        return lines(typed).replace('\n', ' ').replace('\t', ' ').strip();
    }
}
