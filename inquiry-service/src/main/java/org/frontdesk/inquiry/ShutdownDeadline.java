package org.frontdesk.inquiry;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.slf4j.LoggerFactory;

/**
 * Ends the process when a shutdown takes too long, and logs what it was waiting for. An orchestrator would kill it a
 * moment later without a word.
 */
final class ShutdownDeadline {
    /** Less than the 40 s that docker-compose.yml gives. */
    private static final Duration GRACE = Duration.ofSeconds(35);
    private static final Duration FOR_THE_LOG = Duration.ofSeconds(1);

    private ShutdownDeadline() {}

    /** A shutdown hook of its own: it also runs when Spring's waits for a start that hangs. */
    static void install() {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(
                () -> Thread.ofPlatform().daemon().name("shutdown-deadline").start(ShutdownDeadline::endInTime)));
    }

    private static void endInTime() {
        try {
            Thread.sleep(GRACE);
            // In a thread of its own, for logging may be what hangs.
            Thread.ofPlatform().daemon().start(ShutdownDeadline::logHungShutdown).join(FOR_THE_LOG);
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
