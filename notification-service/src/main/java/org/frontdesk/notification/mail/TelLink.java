package org.frontdesk.notification.mail;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The link that dials a phone number (RFC 3966). */
final class TelLink {
    /** At the end of a number. The words are those of the languages that the built-in texts are in. */
    private static final Pattern EXTENSION = Pattern.compile("(?:#|(?<!\\p{L})(?:x|extn?|extension|доб|добавочный|вн"
            + "|внутренний|внутрішній|дод|додатковий|dahili|dâhili|poste|durchwahl|dw|interno|anexo|تحويلة|داخلي)"
            + "[.:=]?)\\s*+(\\p{Nd}{1,9})[\\s).]*+$", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    /** Words between digits that do not announce an extension: a second number, or a time. */
    private static final Pattern WORDS_WITHIN = Pattern
            .compile("\\p{Nd}[^\\p{Nd}\\p{L}]*+\\p{L}\\P{Nd}*+\\p{Nd}");
    /** In +44 (0)20 the 0 is dialled only within the country. */
    private static final Pattern TRUNK_ZERO = Pattern.compile("(\\+.*)\\(0\\)");

    private TelLink() {}

    /** @return null if it is not one number: no link is better than one that dials a wrong number */
    static String of(String typed) {
        var extension = EXTENSION.matcher(typed);
        return extension.find()
                ? link(typed.substring(0, extension.start()), ";ext=" + digits(extension.group(1)))
                : link(typed, "");
    }

    private static String link(String number, String extension) {
        var digits = digits(TRUNK_ZERO.matcher(number).replaceFirst("$1"));
        return digits.isEmpty() || WORDS_WITHIN.matcher(number).find() ? null : "tel:" + digits + extension;
    }

    /** Latin ones: an Arabic keyboard types ٠٥٠. */
    private static String digits(String number) {
        return number.codePoints().filter(character -> character == '+' || Character.isDigit(character))
                .mapToObj(character -> character == '+' ? "+" : "" + Character.digit(character, 10))
                .collect(Collectors.joining());
    }
}
