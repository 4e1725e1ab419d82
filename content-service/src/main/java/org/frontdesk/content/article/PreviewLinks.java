package org.frontdesk.content.article;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signed links to unpublished articles. A link is for one article in one language, expires after seven days, and cannot
 * be made without FRONTDESK_SECRET. Without a secret there are none.
 */
public final class PreviewLinks {
    private static final Duration VALID = Duration.ofDays(7);
    private static final int SIGNATURE = 16;

    private final Optional<SecretKeySpec> key;
    private final Clock clock;

    /** @param secret long enough that it cannot be guessed, which the settings validate */
    public PreviewLinks(Optional<String> secret, Clock clock) {
        byte[] bytes = secret.orElse("").getBytes(StandardCharsets.UTF_8);
        // A derived key for this purpose only: signatures made for another purpose are not valid here.
        this.key = bytes.length == 0
                ? Optional.empty()
                : Optional.of(key(mac(key(bytes), "content preview")));
        this.clock = clock;
    }

    /** The value of the parameter {@code preview}; empty without a secret. */
    public Optional<String> token(Article article) {
        long until = clock.instant().plus(VALID).getEpochSecond();
        return key.map(_ -> until + "." + signature(article, until));
    }

    /** Whether the token is for that article and has not expired. */
    public boolean isValid(Article article, String token) {
        String[] parts = token.split("\\.", -1);
        return key.isPresent() && parts.length == 2 && parts[0].matches("\\d{1,12}")
                && Instant.ofEpochSecond(Long.parseLong(parts[0])).isAfter(clock.instant())
                && MessageDigest.isEqual(parts[1].getBytes(StandardCharsets.UTF_8),
                        signature(article, Long.parseLong(parts[0])).getBytes(StandardCharsets.UTF_8));
    }

    private String signature(Article article, long until) {
        byte[] mac = mac(key.orElseThrow(), article.text().file() + " " + until);
        return HexFormat.of().formatHex(Arrays.copyOf(mac, SIGNATURE));
    }

    private static SecretKeySpec key(byte[] bytes) {
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
