package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** Whoever sets up the alarms of docs/operator.md finds each metric that it names. */
class AlarmsJourney {
    @Test
    void every_metric_of_the_operators_page_is_told_by_notification_service() throws IOException {
        var page = Files.readString(Path.of("../docs/operator.md"));
        // The canary's is there once canaries are switched on: see CanaryJourney.
        var named = Pattern.compile("\\b(?:frontdesk|kafka)_\\w+").matcher(page).results().map(found -> found.group())
                .filter(name -> !name.equals("frontdesk_last_canary_seconds")).distinct().toList();
        assertThat(named).hasSizeGreaterThan(5);
        await().atMost(Duration.ofMinutes(1)).ignoreExceptions().untilAsserted(() -> assertThat(named).allSatisfy(
                name -> assertThat(Metrics.at(Frontdesk.ports().notificationManagement()).text())
                        .containsPattern("(?m)^" + name + "[{ ]")));
    }
}
