package org.frontdesk.inquiry.submission;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.frontdesk.inquiry.publishing.InquirySubmitted.Value;

/** The pairs of application/x-www-form-urlencoded (URL Standard, 5.1). */
class UrlencodedBody {

    private UrlencodedBody() {}

    /** @throws Refusal 400 if a name or value is not UTF-8 */
    static List<Value> parse(byte[] body) {
        var pairs = new ArrayList<Value>();
        for (var pair : new String(body, ISO_8859_1).split("&")) {
            var parts = pair.split("=", 2);
            pairs.add(new Value(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : ""));
        }
        return pairs;
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
