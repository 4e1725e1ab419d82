package org.frontdesk.inquiry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.frontdesk.inquiry.identity.Identity;
import org.frontdesk.inquiry.identity.Secret;
import org.frontdesk.inquiry.site.Language;
import org.frontdesk.inquiry.site.Site;
import org.frontdesk.inquiry.submission.Submission;
import org.frontdesk.inquiry.submission.Values;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sends an inquiry of our own in each language every five minutes, so that a way that is blocked is noticed before a
 * visitor is. Its id comes from language and time slot: of several instances' canaries one is delivered. Only here is
 * the mark set, and the id is keyed, or a visitor could take it before.
 */
@Component
@ConditionalOnProperty("frontdesk.canary.enabled")
class Canary {
    private static final long SLOT = Duration.ofMinutes(5).toMillis();

    private final Site site;
    private final Intake intake;
    private final Clock clock;
    private final byte[] key;
    private final Map<String, Long> sent = new HashMap<>();

    Canary(Site site, Intake intake, Clock clock, Secret secret) {
        this.site = site;
        this.intake = intake;
        this.clock = clock;
        key = secret.key("canary");
    }

    /** Often, so that one that failed is tried again within its slot. */
    @Scheduled(fixedDelayString = "10s")
    void sing() {
        var slot = clock.millis() / SLOT;
        for (var language : site.languages().values()) {
            if (sent.getOrDefault(language.tag(), 0L) < slot && send(language, slot)) {
                sent.put(language.tag(), slot);
            }
        }
    }

    private boolean send(Language language, long slot) {
        var name = "canary " + language.tag() + " " + slot;
        var form = site.forms().values().iterator().next();
        var values = Values.of(form, Map.of("message", name, "email", "canary@canary.invalid"));
        var submission = new Submission(form, values, List.of(), List.of(), null, Submission.Unseen.NONE);
        return intake.canary(Identity.of(Secret.hmac(key, name.getBytes(UTF_8))), submission, language);
    }
}
