package org.frontdesk.inquiry.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

import org.frontdesk.inquiry.identity.InquiryId;
import org.frontdesk.inquiry.identity.Secret;
import org.frontdesk.inquiry.site.Language;
import org.frontdesk.inquiry.site.Site;
import org.frontdesk.inquiry.submission.CleanedValues;
import org.frontdesk.inquiry.submission.Submission;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sends a test inquiry in each language every five minutes, so that a broken path is noticed without a visitor. The id
 * is derived from language and time slot, so that canaries from several instances are delivered once; it is keyed, so
 * that a visitor cannot use it first.
 */
@Component
class Canary {
    private static final long SLOT = Duration.ofMinutes(5).toMillis();

    /** Not @ConditionalOnProperty, for which "off", "no" and "0" would enable the canary. */
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

    /** Runs more often than once a slot, to retry a failed canary within its slot. */
    @Scheduled(fixedDelayString = "10s")
    void send() {
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

    /**
     * By wall clock at startup, then monotonic: if the clock were set back, canaries would stop or repeat their ids.
     */
    private long slot() {
        return (startMillis + Duration.ofNanos(nanos.getAsLong() - start).toMillis()) / SLOT;
    }

    private boolean send(Language language, long slot) {
        var name = "canary " + language.tag() + " " + slot;
        var form = site.forms().values().iterator().next();
        var values = CleanedValues.of(form, Map.of("message", name, "email", "canary@canary.invalid"));
        var submission = new Submission(form, values, List.of(), List.of(), null, Submission.HiddenFields.NONE);
        return intake.submitCanary(InquiryId.of(Secret.hmac(key, name.getBytes(UTF_8))), submission, language);
    }
}
