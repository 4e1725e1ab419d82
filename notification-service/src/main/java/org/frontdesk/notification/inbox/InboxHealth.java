package org.frontdesk.notification.inbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health.Builder;
import org.springframework.stereotype.Component;

/**
 * Down while a partition waits, with the reason. Not part of liveness or readiness, because a restart would not help.
 */
@Component
class InboxHealth extends AbstractHealthIndicator {
    private final Progress progress;

    InboxHealth(Progress progress, MeterRegistry meters) {
        this.progress = progress;
        Gauge.builder("frontdesk.partitions.waiting", progress, each -> each.waiting().size())
                .description("partitions in which reading waits for a record that cannot be stored").register(meters);
    }

    @Override
    protected void doHealthCheck(Builder health) {
        var waiting = progress.waiting();
        health.status(waiting.isEmpty() ? "UP" : "DOWN").withDetail("waiting", waiting);
    }
}
