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
 * The state of a partition while one of its records waits. Used only by the thread that reads the partition, except
 * {@link #reason()}.
 */
class WaitingPartition {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(10);
    private static final int BITS = 16;

    /** The cause of a record's failure. */
    enum Cause {
        /** Either the record, or a bug that affects all records. */
        UNCLEAR,
        /** The record: a later one was stored, and this one failed in the same way again. */
        RECORD,
        /** This service: no record was stored since another one failed in the same way. */
        SERVICE
    }

    /** @param proven whether a later inquiry was stored since it failed */
    private record Suspect(String failure, boolean proven) {}

    /** In blocks of bits, because a million records may follow one suspect. */
    private final Map<Long, BitSet> done = new HashMap<>();
    private final NavigableMap<Long, String> dead = new TreeMap<>();
    private final NavigableMap<Long, Suspect> suspects = new TreeMap<>();
    private final Set<String> reasons = new HashSet<>();
    private final BackOffExecution pauses = pauses();
    private volatile String reason;
    /** All records before it are done or suspects. */
    private long readTo;
    /** Where the next batch begins, unless records were removed from the topic; the maximum if it is not known. */
    private long sought = Long.MAX_VALUE;
    private boolean over;
    private OptionalLong next = OptionalLong.empty();

    boolean isDone(long offset) {
        var block = done.get(offset >> BITS);
        return block != null && block.get(bit(offset));
    }

    void done(long offset) {
        done.computeIfAbsent(offset >> BITS, any -> new BitSet()).set(bit(offset));
        dead.remove(offset);
        suspects.remove(offset);
    }

    private static int bit(long offset) {
        return (int) offset & (1 << BITS) - 1;
    }

    void markDead(long offset, String why) {
        suspects.remove(offset);
        dead.put(offset, why);
    }

    String deadReason(long offset) {
        return dead.get(offset);
    }

    Cause causeOf(long offset, String failure) {
        var before = suspects.get(offset);
        if (before != null && before.proven() && before.failure().equals(failure)) {
            return Cause.RECORD;
        }
        if (suspects.headMap(offset).containsValue(new Suspect(failure, false))) {
            suspects.remove(offset);
            return Cause.SERVICE;
        }
        suspects.put(offset, new Suspect(failure, false));
        return Cause.UNCLEAR;
    }

    /** An inquiry was stored, which proves that earlier failures do not affect all records. */
    void passed(long offset) {
        suspects.headMap(offset).replaceAll((any, suspect) -> new Suspect(suspect.failure(), true));
    }

    /** The consumer's position is this offset now. */
    void readsFrom(long offset) {
        sought = offset;
    }

    /**
     * Forgets records that left the topic, by retention, compaction or an operator. Otherwise the partition would wait
     * for them forever. A batch has all records that the topic still holds between the offset sought and its end.
     *
     * @return the offsets of those records
     */
    List<Long> forgetRemoved(List<Long> batch) {
        var from = sought;
        sought = Long.MAX_VALUE;
        var removed = unfinished().filter(offset -> offset >= from && offset < batch.getLast())
                .filter(offset -> !batch.contains(offset)).sorted().toList();
        removed.forEach(suspects::remove);
        removed.forEach(dead::remove);
        return removed;
    }

    /**
     * Ends a batch.
     *
     * @return the first offset that is not done, or was never read; empty if reading continues after the batch
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
        return unfinished().mapToLong(Long::longValue).min();
    }

    private Stream<Long> unfinished() {
        return Stream.of(suspects.keySet(), dead.keySet()).flatMap(Set::stream);
    }

    private OptionalLong proven() {
        return suspects.entrySet().stream().filter(each -> each.getValue().proven())
                .mapToLong(Map.Entry::getKey).findFirst();
    }

    /**
     * Where to read next, returned once after each batch; empty if the first record that is not done has to be retried
     * first.
     */
    OptionalLong next() {
        var result = next;
        next = OptionalLong.empty();
        return result;
    }

    /** @return whether it is the first time for that reason */
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
