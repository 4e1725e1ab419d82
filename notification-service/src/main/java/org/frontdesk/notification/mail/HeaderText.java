package org.frontdesk.notification.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;

/**
 * Text for a header: ASCII unchanged, otherwise encoded words (RFC 2047). Not Angus's own encoder, which leaves no room
 * for the header's name on the first line, or puts an empty line before the words.
 */
final class HeaderText {
    private static final int BYTES = 39; // 52 in Base64, 64 with the delimiters; with "Subject: " below 76
    private static final int NAME = "Subject: ".length();

    private HeaderText() {}

    static String of(String text) {
        var line = line(text);
        return isPlain(line) ? MimeUtility.fold(NAME, line) : encoded(line);
    }

    /** A mailbox with its display name. */
    static String of(String name, InternetAddress address) {
        var line = line(name);
        if (isPlain(line)) {
            return MimeUtility.fold(NAME,
                    MimeUtility.quote(line, "()<>@,;:\\\".[]") + " <" + address.getAddress() + ">");
        }
        return encoded(line) + "\r\n <" + address.getAddress() + ">";
    }

    /** Prevents header injection. */
    private static String line(String text) {
        return text.replaceAll("[\\p{Cc}\\s]+", " ").strip();
    }

    /** Never splits a character: each word must be decodable on its own. */
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

    /** Text that looks like an encoded word is encoded too; otherwise mail clients would decode it. */
    private static boolean isPlain(String text) {
        return text.chars().allMatch(character -> character < 128) && !text.contains("=?");
    }
}
