package org.frontdesk.notification.metrics;

import java.time.Duration;
import java.util.Optional;

import org.frontdesk.notification.delivery.Relay;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health.Builder;
import org.springframework.stereotype.Component;

/**
 * Health is down if an alert is owed for too long. Not part of readiness: an instance without traffic would deliver
 * nothing.
 */
@Component
class OldestAlert extends AbstractHealthIndicator {
    private final Duration limit;
    private final Relay relay;
    private volatile Optional<Long> since = Optional.empty();

    OldestAlert(MetricsSettings settings, Relay relay) {
        this.limit = settings.oldestAlert();
        this.relay = relay;
    }

    /** @param age of the oldest alert that is owed, if any */
    void owedFor(Optional<Duration> age) {
        since = age.map(each -> System.nanoTime() - each.toNanos());
    }

    @Override
    protected void doHealthCheck(Builder health) {
        var age = since.map(oldest -> Duration.ofNanos(System.nanoTime() - oldest)).orElse(Duration.ZERO);
        health.withDetail("oldestAlertSeconds", age.toSeconds()).withDetail("relayUsable", relay.isUsable());
        if (age.compareTo(limit) > 0) {
            health.down();
        } else {
            health.up();
        }
    }
}
