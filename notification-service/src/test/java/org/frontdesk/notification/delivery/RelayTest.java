package org.frontdesk.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class RelayTest {
    private static final Duration HOLD = Duration.ofSeconds(10);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1); // any start of the clock, even if it overflows
    private final Relay relay = new Relay(new JavaMailSenderImpl(),
            new DeliverySettings(4, Duration.ofSeconds(30), Duration.ofSeconds(1), List.of(Duration.ofSeconds(10)),
                    HOLD,
                    Duration.ofDays(5), Duration.ofDays(1), Duration.ofMinutes(10), false),
            nanos::get);

    @Test
    void a_hold_lasts_as_long_as_configured_by_a_monotonic_clock() {
        assertThat(relay.isHeld()).isFalse();
        relay.hold("connection refused");
        after(HOLD.minusMillis(1));
        assertThat(relay.isHeld()).isTrue();
        after(Duration.ofMillis(1));
        assertThat(relay.isHeld()).isFalse();
    }

    @Test
    void a_relay_is_proven_for_ten_minutes_after_it_accepted_a_mail() {
        assertThat(relay.isProven()).isFalse();
        relay.accepted();
        after(Duration.ofMinutes(9));
        assertThat(relay.isProven()).isTrue();
        after(Duration.ofMinutes(1));
        assertThat(relay.isProven()).isFalse();
    }

    private void after(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
