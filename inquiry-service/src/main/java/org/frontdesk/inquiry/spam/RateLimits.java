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
 * How much one client, and all together on one form, may send. Each has an allowance that refills steadily (GCRA), kept
 * as the one moment when it is whole again, by a clock that nobody can set: were it the time of day, an hour back would
 * make everybody wait for an hour. By instance: a shared count would be a store that every submit waits for.
 */
@Component
public class RateLimits {

    /**
     * @param lifted    lets all through, for tests and demonstrations
     * @param within    the time in which a whole allowance comes back
     * @param perClient submissions of one address (IPv6: its /64), which may be a whole clinic's or a phone network's
     * @param perForm   submissions of all clients, for a flood from many addresses
     * @param clients   how many are remembered; beyond that, those longest unheard of are forgotten
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

    /** @return how long to wait; zero if it may go on, which uses up a part of both allowances */
    public synchronized Duration take(String form, String client) {
        if (settings.lifted()) {
            return Duration.ZERO;
        }
        var now = nanos.getAsLong() - start;
        var ofClient = wholeAfter(now, clients.get(client), settings.perClient());
        var ofForm = wholeAfter(now, forms.get(form), settings.perForm());
        var wait = Math.max(ofClient, ofForm) - now - settings.within().toNanos();
        if (wait > 0) {
            return Duration.ofNanos(wait);
        }
        clients.put(client, ofClient);
        forms.put(form, ofForm);
        return Duration.ZERO;
    }

    private long wholeAfter(long now, Long known, int limit) {
        return Math.max(now, known == null ? now : known) + settings.within().toNanos() / limit;
    }
}
