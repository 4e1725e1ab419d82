package org.frontdesk.inquiry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.frontdesk.inquiry.InquirySubmitted.Value;

/**
 * A submission as a plain HTML form sends it (application/x-www-form-urlencoded, URL Standard, 5.1).
 *
 * @param token the hidden {@code _token}, empty if the form has none
 * @param next  where the site's own form wants the visitor sent on to; empty if nowhere
 */
record FormBody(Submission submission, String token, String next) {
    private static final int MOST_EXTRA = 100;

    /** @throws Refusal 400 if a name or value is not UTF-8, or if there are more fields than any form has */
    static FormBody parse(Form form, byte[] body) {
        var typed = new HashMap<String, String>();
        var extra = new ArrayList<Value>();
        for (var pair : new String(body, ISO_8859_1).split("&")) {
            var parts = pair.split("=", 2);
            take(form, typed, extra, decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
        }
        if (extra.size() > MOST_EXTRA) {
            throw Refusal.malformed("Send at most %d fields that the form does not declare.".formatted(MOST_EXTRA));
        }
        var token = CleanText.line(typed.getOrDefault("_token", ""));
        var submission = new Submission(form, Values.of(form, typed), List.copyOf(extra), List.of(),
                token.isEmpty() ? null : token);
        return new FormBody(submission, token, typed.getOrDefault("next", ""));
    }

    /** Of equal names a box keeps the last, as forms put a hidden one before it; elsewhere a second is not lost. */
    private static void take(Form form, Map<String, String> typed, List<Value> extra, String name, String value) {
        var field = form.field(name);
        if (field.filter(known -> known.kind() == Kind.CHECKBOX).isPresent()) {
            typed.put(name, value);
        } else if (field.isPresent() || name.equals("_token") || name.equals("next")) {
            var first = typed.putIfAbsent(name, value);
            if (first != null && field.isPresent()) {
                carry(extra, name, value);
            }
        } else {
            carry(extra, name, value);
        }
    }

    private static void carry(List<Value> extra, String name, String value) {
        var cleanName = CleanText.line(name);
        if (!cleanName.isEmpty()) {
            extra.add(new Value(cleanName, CleanText.lines(value)));
        }
    }

    /** Strict, unlike URLDecoder, which puts a question mark where bytes make no letter. */
    private static String decoded(String part) {
        var bytes = new ByteArrayOutputStream(part.length());
        for (int i = 0; i < part.length(); i++) {
            var c = part.charAt(i);
            if (c == '%' && isHex(part, i + 1) && isHex(part, i + 2)) {
                bytes.write(HexFormat.fromHexDigits(part, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(c == '+' ? ' ' : c);
            }
        }
        return Body.utf8(bytes.toByteArray());
    }

    private static boolean isHex(String part, int at) {
        return at < part.length() && HexFormat.isHexDigit(part.charAt(at));
    }
}
