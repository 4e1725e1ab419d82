package org.frontdesk.inquiry.spam;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/**
 * How much one client, and all together on one form, may send. Each has an allowance that refills steadily (GCRA), kept
 * as the one moment when it is whole again. By instance: a shared count would be a store that every submit waits for.
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
    @ConfigurationProperties("frontdesk.limits")
    record Settings(@DefaultValue("false") boolean lifted, @DefaultValue("10m") Duration within,
            @DefaultValue("30") int perClient, @DefaultValue("3000") int perForm,
            @DefaultValue("20000") int clients) {}

    private final Settings settings;
    private final Clock clock;
    private final Map<String, Long> forms = new HashMap<>();
    private final Map<String, Long> clients = new LinkedHashMap<>(16, .75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > settings.clients();
        }
    };

    RateLimits(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** @return how long to wait; zero if it may go on, which uses up a part of both allowances */
    public synchronized Duration take(String form, String client) {
        if (settings.lifted()) {
            return Duration.ZERO;
        }
        var now = clock.millis();
        var ofClient = wholeAfter(now, clients.get(client), settings.perClient());
        var ofForm = wholeAfter(now, forms.get(form), settings.perForm());
        var wait = Math.max(ofClient, ofForm) - now - settings.within().toMillis();
        if (wait > 0) {
            return Duration.ofMillis(wait);
        }
        clients.put(client, ofClient);
        forms.put(form, ofForm);
        return Duration.ZERO;
    }

    private long wholeAfter(long now, Long known, int limit) {
        return Math.max(now, known == null ? now : known) + settings.within().toMillis() / limit;
    }
}
