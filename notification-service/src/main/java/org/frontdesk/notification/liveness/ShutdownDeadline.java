package org.frontdesk.notification.liveness;

import java.time.Duration;

import org.slf4j.LoggerFactory;

/**
 * Ends the process if a shutdown takes too long, and logs what it was waiting for. An orchestrator would kill it a
 * moment later without a log line.
 */
public final class ShutdownDeadline {
    /** Less than the 40 s that docker-compose.yml gives. */
    public static final Duration GRACE = Duration.ofSeconds(35);
    private static final Duration FOR_THE_LOG = Duration.ofSeconds(1);

    private ShutdownDeadline() {}

    /** A separate shutdown hook: it also runs if Spring's waits for a startup that hangs. */
    public static void install(Duration grace) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(
                () -> Thread.ofPlatform().daemon().name("shutdown-deadline").start(() -> endAfter(grace))));
    }

    private static void endAfter(Duration grace) {
        try {
            Thread.sleep(grace);
            // In a separate thread, because logging may be what hangs.
            Thread.ofPlatform().daemon().start(() -> logHungShutdown(grace)).join(FOR_THE_LOG);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(1);
        }
    }

    private static void logHungShutdown(Duration grace) {
        Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().contains("ShutdownHook"))
                .forEach(thread -> LoggerFactory.getLogger(ShutdownDeadline.class).error(
                        "The shutdown did not finish within {} s, so the process ends now. {} is at {}",
                        grace.toSeconds(), thread.getName(), Loops.place(thread)));
    }
}
