package org.frontdesk.content.server;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.slf4j.LoggerFactory;

/**
 * Ends the process if a shutdown takes too long, and logs what it was waiting for. Otherwise the orchestrator would kill
 * the process a moment later, with nothing in the log.
 */
public final class ShutdownDeadline {
    /** Less than the 40 s that docker-compose.yml gives. */
    private static final Duration GRACE = Duration.ofSeconds(35);
    private static final Duration LOG_TIMEOUT = Duration.ofSeconds(4);

    private ShutdownDeadline() {}

    /** A separate shutdown hook: it also runs if Spring's own waits for a startup that hangs. */
    public static void install() {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(
                () -> Thread.ofPlatform().daemon().name("shutdown-deadline").start(ShutdownDeadline::haltAfterGrace)));
    }

    private static void haltAfterGrace() {
        try {
            Thread.sleep(GRACE);
            // In a separate thread, since logging may be what hangs.
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
                LoggerFactory.getLogger(ShutdownDeadline.class).error(
                        "The shutdown did not finish within {} s, so the process ends now. {} is at {}",
                        GRACE.toSeconds(), thread.getName(),
                        Arrays.stream(stack).limit(6).map(Object::toString).collect(Collectors.joining(" < ")));
            }
        });
    }
}
