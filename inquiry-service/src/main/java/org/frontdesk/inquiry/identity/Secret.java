package org.frontdesk.inquiry.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.frontdesk.inquiry.site.SetupMistake;

/**
 * FRONTDESK_SECRET, from which every purpose has a key of its own, HMAC-SHA-256(secret, purpose): instances agree
 * without talking, and what one key makes tells nothing about another.
 */
public class Secret {
    private static final int SHORTEST = 32;
    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Secret of(String text) {
        var bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < SHORTEST) {
            throw new SetupMistake("FRONTDESK_SECRET: expected at least %d bytes, the same for every instance, found %s"
                    .formatted(SHORTEST, bytes.length == 0 ? "none" : String.valueOf(bytes.length)));
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
