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
 * When a form was drawn, signed, so that any instance can tell how long it was filled in. An old one stays good: people
 * leave pages open, and a program that keeps one gains no more than by sending none, which plain forms cannot.
 *
 * The time of day, since another instance may have signed it. One that lies ahead tells of a clock that was set back, and
 * nothing of the visitor. Where it was set ahead, all look slow enough; only who took just as long as it was set back
 * looks too fast, which alone refuses nobody.
 */
@Component
public class Started {
    private final byte[] key;
    private final Clock clock;
    private final Duration minimum;

    Started(Secret secret, Clock clock, SpamSettings settings) {
        key = secret.key("started");
        this.clock = clock;
        minimum = settings.minimumTime();
    }

    public String now(Form form) {
        var millis = Long.toString(clock.millis());
        return millis + "." + signature(form, millis);
    }

    /** What is wrong with it; empty if nothing is, or if none was sent. */
    Optional<String> sign(Form form, String sent) {
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        var parts = sent.split("\\.", 2);
        if (parts.length < 2 || !isGenuine(signature(form, parts[0]), parts[1])) {
            return Optional.of("forged-time");
        }
        var drawn = Instant.ofEpochMilli(Long.parseLong(parts[0]));
        var took = Duration.between(drawn, clock.instant());
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
