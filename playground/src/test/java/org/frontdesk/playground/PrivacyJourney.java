package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** A visitor's text is in the mails, the topic and the database, and nowhere else. */
class PrivacyJourney {
    private static final String MARK = "zqxmark";

    @Test
    void nothing_that_a_visitor_wrote_is_in_a_log_or_a_metric() throws IOException {
        var refused = Frontdesk.submit(Map.of("name", MARK, "email", MARK, "message", MARK, MARK, MARK));
        assertThat(refused.statusCode()).isEqualTo(400);
        var answer = Frontdesk.submitForm(Map.of("name", MARK + " name", "email", MARK + "@example.net", "phone",
                "+44 20 7946 0999", "message", MARK + " message", "page", "https://www.example.org/" + MARK, "topic",
                MARK, "consent", "true", "extra-" + MARK, MARK));
        var reference = answer.headers().firstValue("Location").orElseThrow().replaceFirst(".*[?&]ref=", "");
        await().atMost(Duration.ofSeconds(20)).until(() -> Frontdesk.mailsAbout(reference).size() == 2);

        assertThat(metrics(Frontdesk.ports().inquiryManagement())).contains("http_server_requests")
                .doesNotContain(MARK);
        var port = Frontdesk.ports().notificationManagement();
        await().atMost(Duration.ofSeconds(30)).until(() -> metrics(port).contains("frontdesk_mails"));
        assertThat(metrics(port)).doesNotContain(MARK);
        try (var logs = Files.list(Frontdesk.logs())) {
            assertThat(logs.toList()).hasSizeGreaterThan(4)
                    .allSatisfy(log -> assertThat(Files.readString(log)).doesNotContain(MARK, "7946 0999"));
        }
    }

    private static String metrics(int port) throws IOException {
        var address = URI.create("http://127.0.0.1:" + port + "/actuator/prometheus").toURL();
        try (var metrics = address.openStream()) {
            return new String(metrics.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
