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

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The loops that move inquiries on: the inbox, the couriers, the heartbeat. One that has made no turn for two minutes is
 * hung, unless its thread waits for an answer on a socket: relay, database and broker have timeouts of their own, and a
 * restart would not bring them back.
 */
@Component("runningLoops")
public class Loops {
    private static final Set<String> SOCKETS = Set.of("sun.nio.ch.NioSocketImpl", "sun.nio.ch.SelectorImpl",
            "sun.nio.ch.SocketChannelImpl", "java.net.Inet4AddressImpl", "java.net.Inet6AddressImpl");
    private static final int FRAMES = 6;

    private record Turn(Thread thread, long at) {}

    private final Map<String, Turn> turns = new ConcurrentHashMap<>();
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

    /** The calling thread runs this loop and has just made a turn. */
    public void turned(String loop) {
        turns.put(loop, new Turn(Thread.currentThread(), clock.getAsLong()));
    }

    /** The loop ended on purpose. */
    public void ended(String loop) {
        turns.remove(loop);
    }

    /** The names of all loops that run. */
    public Set<String> running() {
        return new TreeSet<>(turns.keySet());
    }

    /** Where each hung loop is, by its name. */
    public Map<String, String> hung() {
        return turns.entrySet().stream().filter(loop -> isHung(loop.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, loop -> place(loop.getValue().thread())));
    }

    private boolean isHung(Turn last) {
        return clock.getAsLong() - last.at() > limit.toNanos()
                && Arrays.stream(last.thread().getStackTrace()).noneMatch(
                        frame -> SOCKETS.contains(frame.getClassName()));
    }

    /** Where a thread is just now, innermost call first. */
    public static String place(Thread thread) {
        var frames = List.of(thread.getStackTrace());
        return frames.isEmpty()
                ? "its end: the thread is dead"
                : frames.stream().limit(FRAMES).map(StackTraceElement::toString).collect(Collectors.joining(" < "));
    }
}
