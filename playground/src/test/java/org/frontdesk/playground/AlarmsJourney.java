package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** Every metric in docs/operator.md exists. */
class AlarmsJourney {
    /** Exist only while a mail waits, or once a canary has arrived; other tests check them. */
    private static final Set<String> NOW_AND_THEN = Set.of("frontdesk_oldest_owed_seconds",
            "frontdesk_last_canary_seconds");

    @Test
    void every_metric_in_the_operator_guide_is_exposed_by_its_service() throws IOException {
        Frontdesk.submit(Map.of("email", "visitor@example.net", "message", "Counted", "consent", true));
        var page = Files.readString(Path.of("../docs/operator.md"));
        var named = Pattern.compile("\\b(?:frontdesk|http|kafka|spring)_\\w+").matcher(page).results()
                .map(MatchResult::group)
                .filter(name -> !NOW_AND_THEN.contains(name)).distinct().toList();
        assertThat(named).hasSizeGreaterThan(7);
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(named).allMatch(AlarmsJourney::isTold));
    }

    private static boolean isTold(String name) {
        var ports = Frontdesk.ports();
        var port = name.startsWith("http_") ? ports.inquiryManagement() : ports.notificationManagement();
        return Pattern.compile("(?m)^" + name + "[{ ]").matcher(Metrics.at(port).text()).find();
    }
}
