package org.frontdesk.inquiry.spam;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

import org.frontdesk.inquiry.identity.Secret;
import org.frontdesk.inquiry.site.Form;

import org.springframework.stereotype.Component;

/**
 * The signed time at which a form was rendered, so that any instance can tell how fast it was filled in. It does not
 * expire: people leave pages open, and a bot gains nothing by replaying one, because plain forms send none at all.
 *
 * Wall-clock time, because another instance may have signed it. A time in the future means that the clock was set back,
 * and is not held against the visitor.
 */
@Component
public class FormTimestamp {
    private final byte[] key;
    private final Clock clock;
    private final Duration minimum;

    FormTimestamp(Secret secret, Clock clock, SpamCheck.Settings settings) {
        key = secret.key("started");
        this.clock = clock;
        minimum = settings.minimumTime();
    }

    public String now(Form form) {
        var millis = Long.toString(clock.millis());
        return millis + "." + signature(form, millis);
    }

    /** Why it suggests a bot; empty if it does not, or if none was sent. */
    Optional<String> suspicion(Form form, String sent) {
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        var parts = sent.split("\\.", 2);
        if (parts.length < 2 || !isGenuine(signature(form, parts[0]), parts[1])) {
            return Optional.of("forged-time");
        }
        var rendered = Instant.ofEpochMilli(Long.parseLong(parts[0]));
        var took = Duration.between(rendered, clock.instant());
        return took.isNegative() || took.compareTo(minimum) >= 0 ? Optional.empty() : Optional.of("too-fast");
    }

    private static boolean isGenuine(String expected, String sent) {
        return MessageDigest.isEqual(expected.getBytes(UTF_8), sent.getBytes(UTF_8));
    }

    private String signature(Form form, String millis) {
        var hash = Secret.hmac(key, (form.name() + "\n" + millis).getBytes(UTF_8));
        return HexFormat.of().formatHex(hash, 0, 16);
    }
}
