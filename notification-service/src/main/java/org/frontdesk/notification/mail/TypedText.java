package org.frontdesk.notification.mail;

import java.util.regex.Pattern;

/**
 * Untrusted text for use in a mail: unchanged, but without control characters, unpaired surrogates, and bidi controls,
 * which could reverse the surrounding text (Unicode UAX #9).
 *
 * @param direction {@code rtl} or {@code ltr}, by the majority of its letters: people write Arabic in an English form,
 *        and start an Arabic sentence with a Latin word
 */
record TypedText(String text, String direction) {
    private static final Pattern LINE_END = Pattern.compile("\\r\\n?|[\\u0085\\u2028\\u2029]");
    private static final Pattern UNTYPED = Pattern
            .compile("[\\p{Cc}&&[^\\n\\t]]|[\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFFFE\\uFFFF]");
    private static final Pattern SURROGATE = Pattern.compile("\\p{Cs}");

    static TypedText of(String typed) {
        var text = LINE_END.matcher(typed).replaceAll("\n");
        text = SURROGATE.matcher(UNTYPED.matcher(text).replaceAll("")).replaceAll("\uFFFD");
        return new TypedText(text, isRightToLeft(text) ? "rtl" : "ltr");
    }

    /** The same in one line, for labels and headings. */
    static TypedText line(String typed) {
        return of(typed.replaceAll("\\s+", " ").strip());
    }

    /**
     * For plain text, which has no markup for the direction: isolates each line that runs against the reader's
     * direction (UAX #9, 2.4). An isolate ends with its line.
     */
    String within(String readersDirection) {
        return direction.equals(readersDirection)
                ? text
                : text.replaceAll("(?m)^(.+)$", (direction.equals("rtl") ? "\u2067" : "\u2066") + "$1\u2069");
    }

    private static boolean isRightToLeft(String text) {
        return text.codePoints().map(TypedText::turn).sum() > 0;
    }

    private static int turn(int character) {
        return switch (Character.getDirectionality(character)) {
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC -> 1;
            case Character.DIRECTIONALITY_LEFT_TO_RIGHT -> -1;
            default -> 0;
        };
    }
}
