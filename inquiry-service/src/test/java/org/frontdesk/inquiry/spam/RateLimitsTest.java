package org.frontdesk.inquiry.spam;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

/** Buckets refill steadily, and the number of remembered clients is bounded. */
class RateLimitsTest {
    /** System.nanoTime has an arbitrary origin and may overflow. */
    private long nanos = Long.MAX_VALUE - 1;

    @Test
    void tokens_refill_one_by_one() {
        var limits = limits(10, 100, 100);
        assertThat(taken(limits, "a", 20)).isEqualTo(10);

        assertThat(limits.take("form", "a")).isEqualTo(Duration.ofMinutes(1));
        nanos += Duration.ofMinutes(1).toNanos();
        assertThat(taken(limits, "a", 20)).isEqualTo(1);
        nanos += Duration.ofHours(1).toNanos();
        assertThat(taken(limits, "a", 20)).isEqualTo(10);
    }

    @Test
    void a_flood_from_many_addresses_hits_the_limit_of_the_form_but_not_of_another_form() {
        var limits = limits(10, 50, 100);
        for (int i = 0; i < 50; i++) {
            assertThat(limits.take("form", "client " + i)).isZero();
        }
        assertThat(limits.take("form", "another")).isPositive();
        assertThat(limits.take("other", "another")).isZero();
    }

    @Test
    void beyond_the_maximum_the_least_recently_seen_client_is_forgotten() {
        var limits = limits(1, 1_000, 2);
        limits.take("form", "a");
        limits.take("form", "b");
        limits.take("form", "c");

        assertThat(limits.take("form", "c")).isPositive();
        assertThat(limits.take("form", "a")).isZero();
    }

    @Test
    void lifted_limits_allow_everything() {
        var limits = new RateLimits(new RateLimits.Settings(true, Duration.ofMinutes(10), 1, 1, 1), System::nanoTime);

        assertThat(taken(limits, "a", 1_000)).isEqualTo(1_000);
    }

    private RateLimits limits(int perClient, int perForm, int clients) {
        return new RateLimits(new RateLimits.Settings(false, Duration.ofMinutes(10), perClient, perForm, clients),
                () -> nanos);
    }

    private static long taken(RateLimits limits, String client, int tries) {
        var taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += limits.take("form", client).isZero() ? 1 : 0;
        }
        return taken;
    }
}
