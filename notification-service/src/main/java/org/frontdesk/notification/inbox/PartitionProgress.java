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
 * The outcomes of one partition's records while one of them waits. Used by the one thread that reads the partition, except
 * {@link #reason()}, which is thread-safe.
 */
class PartitionProgress {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(10);
    private static final int BITS = 16;

    /** Whose fault a failure is. */
    enum Verdict {
        /** The record's, or a bug that affects all records. */
        SUSPECT,
        /** The record's: a later one was stored, and this one failed again in the same way. */
        GUILTY,
        /** Not the record's: another one failed in the same way, and none was stored since. */
        NOT_ITS_FAULT
    }

    /** @param proven whether a later inquiry was stored after it failed */
    private record Suspect(String failure, boolean proven) {}

    /** In blocks of bits, because there may be a million records behind one suspect. */
    private final Map<Long, BitSet> done = new HashMap<>();
    private final NavigableMap<Long, String> condemned = new TreeMap<>();
    private final NavigableMap<Long, Suspect> suspects = new TreeMap<>();
    private final Set<String> reasons = new HashSet<>();
    private final BackOffExecution pauses = pauses();
    private volatile String reason;
    /** All records before it are done or suspects. */
    private long readTo;
    private boolean allDone;
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
            return Verdict.GUILTY;
        }
        if (suspects.headMap(offset).containsValue(new Suspect(failure, false))) {
            suspects.remove(offset);
            return Verdict.NOT_ITS_FAULT;
        }
        suspects.put(offset, new Suspect(failure, false));
        return Verdict.SUSPECT;
    }

    /** An inquiry was stored, so the failures before it do not affect all records. */
    void passed(long offset) {
        suspects.headMap(offset).replaceAll((any, suspect) -> new Suspect(suspect.failure(), true));
    }

    /**
     * Ends a batch.
     *
     * @return the first offset that is not done or was never read; empty if that is where the batch ends
     */
    OptionalLong finish(List<Long> offsets) {
        var left = offsets.stream().filter(offset -> !isDone(offset)).toList();
        var end = offsets.getLast() + 1;
        next = OptionalLong.empty();
        allDone = left.isEmpty() && first().isEmpty();
        if (allDone) {
            return end < readTo ? OptionalLong.of(readTo) : OptionalLong.empty();
        }
        if (suspects.keySet().containsAll(left)) {
            readTo = Math.max(readTo, end);
            next = OptionalLong.of(proven().orElse(readTo));
        }
        return LongStream.concat(left.stream().mapToLong(Long::longValue), first().stream()).min();
    }

    /** Whether all records read so far are done, so that nothing has to be remembered. */
    boolean isDone() {
        return allDone;
    }

    /** The first offset that is known not to be done. */
    OptionalLong first() {
        return Stream.of(suspects.keySet(), condemned.keySet()).flatMap(Set::stream).mapToLong(Long::longValue).min();
    }

    private OptionalLong proven() {
        return suspects.entrySet().stream().filter(each -> each.getValue().proven())
                .mapToLong(Map.Entry::getKey).findFirst();
    }

    /** Where to read next, returned once per batch; empty if the first record that is not done is retried first. */
    OptionalLong next() {
        var once = next;
        next = OptionalLong.empty();
        return once;
    }

    /** @return whether this reason is new */
    boolean waits(String why) {
        reason = why;
        return reasons.add(why);
    }

    /** Why the partition waits; null if it does not. */
    String reason() {
        return reason;
    }

    Duration pause() {
        return Duration.ofMillis(pauses.nextBackOff());
    }

    private static BackOffExecution pauses() {
        var backOff = new ExponentialBackOff(FIRST_PAUSE.toMillis(), 2);
        backOff.setMaxInterval(MAX_PAUSE.toMillis());
        return backOff.start();
    }
}
