package org.frontdesk.inquiry.spam;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;
import org.springframework.validation.annotation.Validated;

/**
 * Rate limits per client, and per form for all clients together. Each is a token bucket, stored as the one time at
 * which it is full again (GCRA), which a library would keep as an object per client. On the monotonic clock, so that
 * setting the wall clock back does not block everyone. Per instance: a shared count would be a store that every
 * submission waits for.
 */
@Component
public class RateLimits {

    /**
     * @param lifted    disables the limits, for tests and demonstrations
     * @param within    the time in which an empty bucket refills
     * @param perClient submissions per address (IPv6: its /64), which a whole clinic or mobile network may share
     * @param perForm   submissions of all clients, against a flood from many addresses
     * @param clients   how many clients are remembered; beyond that, the least recently seen are forgotten
     */
    @Validated
    @ConfigurationProperties("frontdesk.limits")
    record Settings(@DefaultValue("false") boolean lifted,
            @DefaultValue("10m") @DurationMin(seconds = 1) @DurationMax(days = 1) Duration within,
            @DefaultValue("30") @Min(1) @Max(1_000_000) int perClient,
            @DefaultValue("3000") @Min(1) @Max(1_000_000) int perForm,
            @DefaultValue("20000") @Min(1) @Max(200_000) int clients) {

        @AssertTrue(message = "per-client must not be more than per-form")
        boolean isPerClientWithinPerForm() {
            return perClient <= perForm;
        }
    }

    private final Settings settings;
    private final LongSupplier nanos;
    private final long start;
    private final Map<String, Long> forms = new HashMap<>();
    private final Map<String, Long> clients = new LinkedHashMap<>(16, .75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > settings.clients();
        }
    };

    @Autowired
    RateLimits(Settings settings) {
        this(settings, System::nanoTime);
    }

    RateLimits(Settings settings, LongSupplier nanos) {
        this.settings = settings;
        this.nanos = nanos;
        start = nanos.getAsLong();
    }

    /** @return how long to wait; zero if the submission is allowed, which takes a token from both buckets */
    public synchronized Duration take(String form, String client) {
        if (settings.lifted()) {
            return Duration.ZERO;
        }
        var now = nanos.getAsLong() - start;
        var ofClient = fullAfter(now, clients.get(client), settings.perClient());
        var ofForm = fullAfter(now, forms.get(form), settings.perForm());
        var wait = Math.max(ofClient, ofForm) - now - settings.within().toNanos();
        if (wait > 0) {
            return Duration.ofNanos(wait);
        }
        clients.put(client, ofClient);
        forms.put(form, ofForm);
        return Duration.ZERO;
    }

    private long fullAfter(long now, Long known, int limit) {
        return Math.max(now, known == null ? now : known) + settings.within().toNanos() / limit;
    }
}
