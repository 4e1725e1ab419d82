package org.frontdesk.notification.inquiry;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.frontdesk.notification.site.InvalidSite;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** FRONTDESK_SECRET, the same for every instance: computes keyed hashes, with a derived key per purpose. */
@Component
public class Secret {
    private static final int SHORTEST = 32;
    private final byte[] secret;

    /** @throws InvalidSite if it has fewer than 32 bytes */
    Secret(@Value("${frontdesk.secret:}") String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        if (this.secret.length < SHORTEST) {
            throw new InvalidSite(List.of("FRONTDESK_SECRET: expected " + SHORTEST
                    + " bytes or more, the same for every instance of every service"));
        }
    }

    /** In hexadecimal. Deterministic for text and purpose; without the secret it reveals nothing about the text. */
    public String hash(String purpose, String text) {
        return HexFormat.of().formatHex(hmac(hmac(secret, purpose), text));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
