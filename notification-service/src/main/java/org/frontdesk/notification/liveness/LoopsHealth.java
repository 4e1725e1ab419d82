package org.frontdesk.notification.liveness;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health.Builder;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Down while a loop is hung. Part of liveness, so that an orchestrator restarts this instance. */
@Component("loops")
class LoopsHealth extends AbstractHealthIndicator {
    private static final Logger LOG = LoggerFactory.getLogger(LoopsHealth.class);

    private final Loops loops;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    LoopsHealth(Loops loops, MeterRegistry meters) {
        this.loops = loops;
        Gauge.builder("frontdesk.loops.hung", loops, each -> each.hung().size())
                .description("loops of this instance that make no progress").register(meters);
    }

    /** Logs each hung loop once, with its stack. */
    @Scheduled(fixedDelayString = "${frontdesk.watch.every:10s}")
    void report() {
        var hung = loops.hung();
        hung.forEach((loop, place) -> {
            if (reported.add(loop)) {
                LOG.error(
                        "{} has made no progress for {} s and is not waiting for relay, database or broker. It is at {}."
                                + " Liveness is down: restart this instance if nothing does",
                        loop, loops.limit().toSeconds(), place);
            }
        });
        reported.retainAll(hung.keySet());
    }

    @Override
    protected void doHealthCheck(Builder health) {
        var hung = loops.hung();
        health.status(hung.isEmpty() ? "UP" : "DOWN").withDetail("hung", hung)
                .withDetail("running", loops.running());
    }
}
