package org.frontdesk.inquiry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

import org.frontdesk.inquiry.identity.Identity;
import org.frontdesk.inquiry.identity.Secret;
import org.frontdesk.inquiry.site.Language;
import org.frontdesk.inquiry.site.Site;
import org.frontdesk.inquiry.submission.Submission;
import org.frontdesk.inquiry.submission.Values;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sends an inquiry of our own in each language every five minutes, so that a way that is blocked is noticed before a
 * visitor is. Its id comes from language and time slot: of several instances' canaries one is delivered. Only here is
 * the mark set, and the id is keyed, or a visitor could take it before.
 */
@Component
class Canary {
    private static final long SLOT = Duration.ofMinutes(5).toMillis();

    /** Bound, not asked for by a condition, which takes "off", "no" and "0" for on. */
    @ConfigurationProperties("frontdesk.canary")
    record Settings(@DefaultValue("false") boolean enabled) {}

    private final Settings settings;
    private final Site site;
    private final Intake intake;
    private final byte[] key;
    private final LongSupplier nanos;
    private final long start;
    private final long startMillis;
    private final Map<String, Long> sent = new HashMap<>();

    @Autowired
    Canary(Settings settings, Site site, Intake intake, Clock clock, Secret secret) {
        this(settings, site, intake, clock, System::nanoTime, secret);
    }

    Canary(Settings settings, Site site, Intake intake, Clock clock, LongSupplier nanos, Secret secret) {
        this.settings = settings;
        this.nanos = nanos;
        start = nanos.getAsLong();
        startMillis = clock.millis();
        this.site = site;
        this.intake = intake;
        key = secret.key("canary");
    }

    /** Often, so that one that failed is tried again within its slot. */
    @Scheduled(fixedDelayString = "10s")
    void sing() {
        if (!settings.enabled()) {
            return;
        }
        var slot = slot();
        for (var language : site.languages().values()) {
            if (sent.getOrDefault(language.tag(), 0L) < slot && send(language, slot)) {
                sent.put(language.tag(), slot);
            }
        }
    }

    /** By the time of day at the start and a steady clock since: set back, it would fall silent or repeat its ids. */
    private long slot() {
        return (startMillis + Duration.ofNanos(nanos.getAsLong() - start).toMillis()) / SLOT;
    }

    private boolean send(Language language, long slot) {
        var name = "canary " + language.tag() + " " + slot;
        var form = site.forms().values().iterator().next();
        var values = Values.of(form, Map.of("message", name, "email", "canary@canary.invalid"));
        var submission = new Submission(form, values, List.of(), List.of(), null, Submission.Unseen.NONE);
        return intake.canary(Identity.of(Secret.hmac(key, name.getBytes(UTF_8))), submission, language);
    }
}
