package org.frontdesk.inquiry.spam;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

import org.frontdesk.inquiry.identity.Secret;
import org.frontdesk.inquiry.site.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bots are detected by their speed, and setting the clock makes nobody a bot. */
class FormTimestampTest {
    private static final Form FORM = Form.of("request-info", List.of(), List.of());
    private Instant now = Instant.parse("2026-11-02T07:31:00Z");
    private final InstantSource clock = () -> now;
    private final FormTimestamp timestamp = new FormTimestamp(Secret.of("a secret that only these tests know"),
            clock.withZone(ZoneOffset.UTC), new SpamCheck.Settings(Duration.ofSeconds(3), 2));

    @Test
    void a_form_sent_immediately_is_too_fast_and_one_sent_after_the_minimum_time_is_not() {
        var rendered = timestamp.now(FORM);
        assertThat(timestamp.suspicion(FORM, rendered)).hasValue("too-fast");

        now = now.plusSeconds(3);
        assertThat(timestamp.suspicion(FORM, rendered)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "PT-1H", "PT-10S"})
    void setting_the_clock_between_rendering_and_sending_makes_nobody_too_fast(Duration step) {
        var rendered = timestamp.now(FORM);
        now = now.plusSeconds(5).plus(step);

        assertThat(timestamp.suspicion(FORM, rendered)).isEmpty();
    }

    @Test
    void without_a_minimum_time_nobody_is_too_fast() {
        var none = new FormTimestamp(Secret.of("a secret that only these tests know"), clock.withZone(ZoneOffset.UTC),
                new SpamCheck.Settings(Duration.ZERO, 2));

        assertThat(none.suspicion(FORM, none.now(FORM))).isEmpty();
    }
}
