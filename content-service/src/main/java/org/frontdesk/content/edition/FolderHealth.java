package org.frontdesk.content.edition;

import java.time.Duration;
import java.time.Instant;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Reports what is wrong in the folder. The status is not DOWN: the last good version is served, and an orchestrator
 * would otherwise take all pages offline because of a typo in one file.
 */
@Component("folder")
class FolderHealth implements HealthIndicator {
    private static final Status MISTAKES = new Status("MISTAKES");
    private static final int MOST = 20;

    private final Editions editions;

    FolderHealth(Editions editions, MeterRegistry meters) {
        this.editions = editions;
        Gauge.builder("frontdesk.content.mistakes", editions, each -> each.mistakes().size())
                .description("mistakes in the site folder; the files concerned are served in their last good version")
                .register(meters);
        Gauge.builder("frontdesk.content.articles", editions, each -> each.current().content().size())
                .description("published articles, not counting translations").register(meters);
        Gauge.builder("frontdesk.content.edition.age.seconds", editions,
                each -> Duration.between(each.changed(), Instant.now()).toSeconds())
                .description("time since the last change of the folder was loaded").register(meters);
    }

    @Override
    public Health health() {
        var mistakes = editions.mistakes();
        Health.Builder health = mistakes.isEmpty() ? Health.up() : Health.status(MISTAKES);
        return health.withDetail("articles", editions.current().content().size())
                .withDetail("since", editions.changed().toString())
                .withDetail("mistakes", mistakes.stream().limit(MOST).map(Object::toString).toList()).build();
    }
}
