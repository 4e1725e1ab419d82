package org.frontdesk.inquiry.identity;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.frontdesk.inquiry.submission.Submission;
import org.frontdesk.inquiry.submission.Submission.NamedValue;

/**
 * Id and reference of an inquiry, derived from its idempotency key and content, so that every instance gives a repeated
 * submission the same id without shared state.
 */
public class InquiryId {
    /** Crockford's base 32, which omits i, l, o and u as easy to misread. In lower case, for subjects in Arabic. */
    private static final String BASE_32 = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 12;

    /** The pattern of a reference, including hyphens. */
    public static final String REFERENCE = "[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){2}";

    private InquiryId() {}

    /** A UUID (RFC 9562) of version 8 from the SHA-256 of form, key and content; without a key, a random one. */
    public static UUID of(Submission submission) {
        if (submission.key() == null) {
            return UUID.randomUUID();
        }
        return of(sha256(canonical(submission.form().name() + "\n" + submission.key(), submission.values(),
                submission.extra())));
    }

    /** The first 128 bits of a hash, with version and variant (RFC 9562, 5.8). */
    public static UUID of(byte[] bytes) {
        var hash = ByteBuffer.wrap(bytes);
        return new UUID(hash.getLong() & ~0xF000L | 0x8000L, hash.getLong() & ~(3L << 62) | 1L << 63);
    }

    /** The lowest 60 bits of the id, short enough to read out over the phone: k7m4-2qxz-9tbd. */
    public static String reference(UUID id) {
        var text = new StringBuilder();
        for (int i = LENGTH - 1; i >= 0; i--) {
            text.append(BASE_32.charAt((int) (id.getLeastSignificantBits() >>> 5 * i) & 31));
            text.append(i > 0 && i % 4 == 0 ? "-" : "");
        }
        return text.toString();
    }

    /**
     * Equal bytes for equal content: values in NFC, sorted by name, extra ones as sent, each prefixed with its length.
     */
    static byte[] canonical(String head, Map<String, String> values, List<NamedValue> extra) {
        var bytes = new ByteArrayOutputStream();
        write(bytes, head);
        new TreeMap<>(values).forEach((name, value) -> write(bytes, name, value));
        extra.forEach(value -> write(bytes, value.name(), value.value()));
        return bytes.toByteArray();
    }

    private static void write(ByteArrayOutputStream bytes, String name, String value) {
        write(bytes, name);
        write(bytes, Normalizer.normalize(value, Normalizer.Form.NFC));
    }

    private static void write(ByteArrayOutputStream bytes, String part) {
        var utf8 = part.getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
        bytes.writeBytes(utf8);
    }

    public static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
