package org.frontdesk.inquiry.server;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process if its shutdown takes too long, and logs what it was waiting for. Otherwise the orchestrator would
 * kill it a moment later without a log line.
 */
public final class ShutdownDeadline {
    private static final Logger LOG = LoggerFactory.getLogger(ShutdownDeadline.class);
    /** Less than stop_grace_period in docker-compose.yml, 40 s. */
    private static final Duration GRACE = Duration.ofSeconds(35);
    private static final Duration LOG_TIMEOUT = Duration.ofSeconds(4);

    private ShutdownDeadline() {}

    /** A separate shutdown hook, which also runs if Spring's waits for a hanging startup. */
    public static void install() {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(
                () -> Thread.ofPlatform().daemon().name("shutdown-deadline").start(ShutdownDeadline::endInTime)));
    }

    private static void endInTime() {
        try {
            Thread.sleep(GRACE);
            // In another thread, because logging may be what hangs.
            Thread.ofPlatform().daemon().start(ShutdownDeadline::logHungShutdown).join(LOG_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(1);
        }
    }

    private static void logHungShutdown() {
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            if (thread.getName().contains("ShutdownHook")) {
                LOG.error(
                        "The shutdown did not finish within {} s, so the process ends now. {} is at {}",
                        GRACE.toSeconds(), thread.getName(),
                        Arrays.stream(stack).limit(6).map(Object::toString).collect(Collectors.joining(" < ")));
            }
        });
    }
}
