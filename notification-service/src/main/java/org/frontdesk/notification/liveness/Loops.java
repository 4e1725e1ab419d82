package org.frontdesk.notification.liveness;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/**
 * The loops that process inquiries: the inbox, the couriers, the heartbeat. One without progress for two minutes is
 * hung, unless its thread is blocked on a socket: connections to relay, database and broker have their own timeouts,
 * and a restart would not help.
 */
@Component("runningLoops")
public class Loops {
    private static final Set<String> SOCKETS = Set.of("sun.nio.ch.NioSocketImpl", "sun.nio.ch.SelectorImpl",
            "sun.nio.ch.SocketChannelImpl", "java.net.Inet4AddressImpl", "java.net.Inet6AddressImpl");
    private static final int FRAMES = 6;

    private record Progress(Thread thread, long at) {}

    private final Map<String, Progress> progress = new ConcurrentHashMap<>();
    private final Duration limit;
    private final LongSupplier clock;

    @Autowired
    public Loops(LivenessSettings settings) {
        this(settings, System::nanoTime);
    }

    /** @param clock in nanoseconds that only go forward */
    Loops(LivenessSettings settings, LongSupplier clock) {
        this.limit = settings.limit();
        this.clock = clock;
    }

    Duration limit() {
        return limit;
    }

    /** The calling thread runs this loop and has just made progress. */
    public void progressed(String loop) {
        progress.put(loop, new Progress(Thread.currentThread(), clock.getAsLong()));
    }

    /** The loop ended on purpose. */
    public void ended(String loop) {
        progress.remove(loop);
    }

    /** The names of the running loops. */
    public Set<String> running() {
        return new TreeSet<>(progress.keySet());
    }

    /** The stack of each hung loop, by its name. */
    public Map<String, String> hung() {
        return progress.entrySet().stream().filter(loop -> isHung(loop.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, loop -> place(loop.getValue().thread())));
    }

    private boolean isHung(Progress last) {
        return clock.getAsLong() - last.at() > limit.toNanos()
                && Arrays.stream(last.thread().getStackTrace()).noneMatch(
                        frame -> SOCKETS.contains(frame.getClassName()));
    }

    /** The top of a thread's stack, innermost call first. */
    public static String place(Thread thread) {
        var frames = List.of(thread.getStackTrace());
        return frames.isEmpty()
                ? "its end: the thread is dead"
                : frames.stream().limit(FRAMES).map(StackTraceElement::toString).collect(Collectors.joining(" < "));
    }

    /** @param limit after which a loop without progress is hung; the minimum is longer than any loop may sleep */
    @ConfigurationProperties("frontdesk.liveness")
    public record LivenessSettings(
            @DefaultValue("2m") @DurationMin(minutes = 2) @DurationMax(hours = 1) Duration limit) {}
}
