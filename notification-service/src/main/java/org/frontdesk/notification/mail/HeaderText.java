package org.frontdesk.notification.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;

/**
 * Text as a header holds it: ASCII as it is, else in encoded words (RFC 2047). Angus makes words that leave no room for
 * the header's name on their line, or an empty line before them.
 */
final class HeaderText {
    private static final int BYTES = 39; // 52 in Base64, 64 with what stands around; with "Subject: " below 76
    private static final int NAME = "Subject: ".length();

    private HeaderText() {}

    static String of(String text) {
        var line = line(text);
        return isPlain(line) ? MimeUtility.fold(NAME, line) : encoded(line);
    }

    /** A mailbox with the name of who has it. */
    static String of(String name, InternetAddress address) {
        var line = line(name);
        if (isPlain(line)) {
            return MimeUtility.fold(NAME,
                    MimeUtility.quote(line, "()<>@,;:\\\".[]") + " <" + address.getAddress() + ">");
        }
        return encoded(line) + "\r\n <" + address.getAddress() + ">";
    }

    /** A line end, from wherever it came, would begin another header. */
    private static String line(String text) {
        return text.replaceAll("[\\p{Cc}\\s]+", " ").strip();
    }

    /** No character is cut in two: each word must be readable by itself. */
    private static String encoded(String line) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        line.codePoints().mapToObj(Character::toString).forEach(character -> {
            if (bytes(word + character).length > BYTES) {
                words.add(word(word));
                word.setLength(0);
            }
            word.append(character);
        });
        words.add(word(word));
        return String.join("\r\n ", words);
    }

    private static String word(CharSequence text) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes(text)) + "?=";
    }

    private static byte[] bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What looks like an encoded word is encoded too, or it would be shown as whatever is hidden in it. */
    private static boolean isPlain(String text) {
        return text.chars().allMatch(character -> character < 128) && !text.contains("=?");
    }
}
