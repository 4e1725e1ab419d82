package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** With FRONTDESK_CANARY_ENABLED, and FRONTDESK_CANARYSINK, which is set here, every language's whole way is watched. */
class CanaryJourney {
    @Test
    void switched_on_a_canary_of_each_language_goes_all_the_way_unseen_by_staff() throws IOException {
        var ports = Ports.free();
        var canary = Frontdesk.playground().another(
                new Service(Playground.INQUIRY, ports.inquiry(), ports.inquiryManagement()),
                Map.of("FRONTDESK_CANARY_ENABLED", "true"));
        try {
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(metrics()).contains(
                    "frontdesk_last_canary_seconds{language=\"en\"", "frontdesk_last_canary_seconds{language=\"uk\"",
                    "frontdesk_last_canary_seconds{language=\"ar\""));
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
