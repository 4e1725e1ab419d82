package org.frontdesk.notification.watch;

import java.time.Duration;
import java.time.Instant;

import org.frontdesk.notification.delivery.Relay;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health.Builder;
import org.springframework.stereotype.Component;

/**
 * Down when an alert is owed for too long, so that somebody looks. Part of health, never of readiness: taking the
 * service away from its load would deliver nothing.
 */
@Component
class OldestAlert extends AbstractHealthIndicator {
    private final Duration limit;
    private final Relay relay;
    private volatile Instant since;

    OldestAlert(WatchSettings settings, Relay relay) {
        this.limit = settings.oldestAlert();
        this.relay = relay;
    }

    /** @param since when the oldest became owed, null where none is */
    void owedSince(Instant since) {
        this.since = since;
    }

    @Override
    protected void doHealthCheck(Builder health) {
        var oldest = since;
        var age = oldest == null ? Duration.ZERO : Duration.between(oldest, Instant.now());
        health.withDetail("oldestAlertSeconds", age.toSeconds()).withDetail("relayUsable", relay.isUsable());
        if (age.compareTo(limit) > 0) {
            health.down();
        } else {
            health.up();
        }
    }
}
