package org.frontdesk.notification.inbox;

import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * One partition while a record of it waits. Used by the one thread that reads the partition; only {@link #reason()} is
 * for all.
 */
class Unfinished {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int BITS = 16;

    /** What {@link #judge} finds. */
    enum Verdict {
        /** It may be the record or a bug that all records meet. */
        suspect,
        /** It is the record: a later one was stored, and this one failed in the same way again. */
        guilty,
        /** It is not the record: no record was stored since another one failed in the same way. */
        alike
    }

    /** @param proven whether a later inquiry was stored since it failed */
    private record Suspect(String failure, boolean proven) {}

    /** In blocks of bits, for behind one suspect there may be a million records. */
    private final Map<Long, BitSet> done = new HashMap<>();
    private final NavigableMap<Long, String> condemned = new TreeMap<>();
    private final NavigableMap<Long, Suspect> suspects = new TreeMap<>();
    private final Set<String> reasons = new HashSet<>();
    private final BackOffExecution pauses = pauses();
    private volatile String reason;
    /** All records before it are done or suspects. */
    private long readTo;
    private boolean over;
    private OptionalLong next = OptionalLong.empty();

    boolean isDone(long offset) {
        var block = done.get(offset >> BITS);
        return block != null && block.get(bit(offset));
    }

    void done(long offset) {
        done.computeIfAbsent(offset >> BITS, any -> new BitSet()).set(bit(offset));
        condemned.remove(offset);
        suspects.remove(offset);
    }

    private static int bit(long offset) {
        return (int) offset & (1 << BITS) - 1;
    }

    void condemn(long offset, String why) {
        suspects.remove(offset);
        condemned.put(offset, why);
    }

    String condemnation(long offset) {
        return condemned.get(offset);
    }

    Verdict judge(long offset, String failure) {
        var before = suspects.get(offset);
        if (before != null && before.proven() && before.failure().equals(failure)) {
            return Verdict.guilty;
        }
        if (suspects.headMap(offset).containsValue(new Suspect(failure, false))) {
            suspects.remove(offset);
            return Verdict.alike;
        }
        suspects.put(offset, new Suspect(failure, false));
        return Verdict.suspect;
    }

    /** An inquiry was stored, which proves that the failures before it were not everybody's. */
    void passed(long offset) {
        suspects.headMap(offset).replaceAll((any, suspect) -> new Suspect(suspect.failure(), true));
    }

    /**
     * Ends a batch.
     *
     * @return the first offset that is not done, or that was never read; nothing where the batch ends there anyway
     */
    OptionalLong finish(List<Long> offsets) {
        var left = offsets.stream().filter(offset -> !isDone(offset)).toList();
        var end = offsets.getLast() + 1;
        next = OptionalLong.empty();
        over = left.isEmpty() && first().isEmpty();
        if (over) {
            return end < readTo ? OptionalLong.of(readTo) : OptionalLong.empty();
        }
        if (suspects.keySet().containsAll(left)) {
            readTo = Math.max(readTo, end);
            next = OptionalLong.of(proven().orElse(readTo));
        }
        return LongStream.concat(left.stream().mapToLong(Long::longValue), first().stream()).min();
    }

    /** Whether all that was read is done. */
    boolean isOver() {
        return over;
    }

    /** The first offset that is known not to be done. */
    OptionalLong first() {
        return Stream.of(suspects.keySet(), condemned.keySet()).flatMap(Set::stream).mapToLong(Long::longValue).min();
    }

    private OptionalLong proven() {
        return suspects.entrySet().stream().filter(each -> each.getValue().proven())
                .mapToLong(Map.Entry::getKey).findFirst();
    }

    /** Where to read next, told once after each batch; nothing where the first that is not done must be tried again first. */
    OptionalLong next() {
        var told = next;
        next = OptionalLong.empty();
        return told;
    }

    /** @return whether it is the first time for that reason */
    boolean waits(String why) {
        reason = why;
        return reasons.add(why);
    }

    /** Why the partition waits; null where it does not. */
    String reason() {
        return reason;
    }

    Duration pause() {
        return Duration.ofMillis(pauses.nextBackOff());
    }

    private static BackOffExecution pauses() {
        var backOff = new ExponentialBackOff(FIRST_PAUSE.toMillis(), 2);
        backOff.setMaxInterval(LONGEST_PAUSE.toMillis());
        return backOff.start();
    }
}
