package org.frontdesk.notification.digest;

import java.time.Instant;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health.Builder;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Down, with a metric above 0, while a digest is late: staff would not notice a missing report. */
@Component
class DigestHealth extends AbstractHealthIndicator {
    private static final Logger LOG = LoggerFactory.getLogger(DigestHealth.class);

    private final DailyDigest digests;
    private volatile int late;

    DigestHealth(DailyDigest digests, MeterRegistry meters) {
        this.digests = digests;
        Gauge.builder("frontdesk.digests.late", this, each -> each.late)
                .description("daily digests that should have been sent and were not").register(meters);
    }

    @Scheduled(fixedDelayString = "${frontdesk.watch.every}")
    void look() {
        try {
            late = digests.late(Instant.now());
        } catch (RuntimeException e) {
            LOG.warn("Cannot check for late digests, is the database unavailable? {}", e.getClass().getSimpleName());
        }
    }

    @Override
    protected void doHealthCheck(Builder health) {
        health.status(late == 0 ? "UP" : "DOWN").withDetail("lateDigests", late);
    }
}
