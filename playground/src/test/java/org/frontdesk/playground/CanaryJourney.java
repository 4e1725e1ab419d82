package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** FRONTDESK_CANARY_ENABLED monitors the whole path in every language; FRONTDESK_CANARYSINK is set in the playground. */
class CanaryJourney {
    private static final List<String> LANGUAGES = List.of("en", "uk", "ru", "ar", "de", "es", "fr", "tr");

    @Test
    void an_enabled_canary_of_every_language_passes_end_to_end_without_reaching_staff() throws IOException {
        var ports = Ports.free();
        var canary = Frontdesk.playground().another(
                new Service(Playground.INQUIRY, ports.inquiry(), ports.inquiryManagement()),
                Map.of("FRONTDESK_CANARY_ENABLED", "true"));
        try {
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(metrics()).contains(
                    LANGUAGES.stream().map("frontdesk_last_canary_seconds{language=\"%s\""::formatted).toList()));
        } finally {
            canary.close();
        }
        assertThat(Frontdesk.count("SELECT count(*) FROM delivery JOIN inquiry ON inquiry.id = inquiry_id"
                + " WHERE canary AND recipient <> 'canaries@example.org'")).isZero();
    }

    private static String metrics() throws IOException {
        var address = URI.create("http://127.0.0.1:" + Frontdesk.ports().notificationManagement()
                + "/actuator/prometheus").toURL();
        try (var metrics = address.openStream()) {
            return new String(metrics.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
