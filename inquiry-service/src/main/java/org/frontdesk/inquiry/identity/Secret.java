package org.frontdesk.inquiry.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.frontdesk.inquiry.site.SetupMistake;

/**
 * FRONTDESK_SECRET. Each purpose has a separate key, HMAC-SHA-256(secret, purpose): all instances derive the same keys,
 * and a leaked key reveals no other.
 */
public class Secret {
    private static final int MIN_BYTES = 32;
    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Secret of(String text) {
        var bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < MIN_BYTES) {
            throw new SetupMistake("FRONTDESK_SECRET: expected at least %d bytes, the same for every instance, found %s"
                    .formatted(MIN_BYTES, bytes.length == 0 ? "none" : String.valueOf(bytes.length)));
        }
        return new Secret(bytes);
    }

    public byte[] key(String purpose) {
        return hmac(bytes, purpose.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] hmac(byte[] key, byte[] data) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
