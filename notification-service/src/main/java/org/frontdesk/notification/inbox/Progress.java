package org.frontdesk.notification.inbox;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * The outcomes of a batch's records while one of them waits. They are read again with it, and must not be counted or
 * dead-lettered a second time. In memory: after a crash they are duplicates.
 */
@Component
class Progress {
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(10);

    /** The state of one partition, which only one thread reads. */
    private static class Unfinished {
        final Set<Long> done = new HashSet<>();
        final Map<Long, String> condemned = new HashMap<>();
        final BackOffExecution pauses = pauses();
        volatile String reason;
    }

    private final Map<TopicPartition, Unfinished> unfinished = new ConcurrentHashMap<>();

    boolean isDone(ConsumerRecord<?, ?> record) {
        return of(record).done.contains(record.offset());
    }

    void done(ConsumerRecord<?, ?> record) {
        of(record).done.add(record.offset());
        of(record).condemned.remove(record.offset());
    }

    /** The record can never be stored, and is counted as dead, but is not in the dead topic yet. */
    void condemn(ConsumerRecord<?, ?> record, String reason) {
        of(record).condemned.put(record.offset(), reason);
    }

    /** @return why the record has to go to the dead topic; null if it does not */
    String condemnation(ConsumerRecord<?, ?> record) {
        return of(record).condemned.get(record.offset());
    }

    /**
     * These records can be neither stored nor dead-lettered at the moment. Logged once per reason, not for each retry.
     */
    void waits(Collection<? extends ConsumerRecord<?, ?>> records, String reason) {
        var places = new TreeMap<String, PartitionsWait.Place>();
        for (var record : records) {
            if (!reason.equals(of(record).reason)) {
                of(record).reason = reason;
                places.putIfAbsent(PartitionsWait.Place.partition(record).toString(), PartitionsWait.Place.of(record));
            }
        }
        if (!places.isEmpty()) {
            LOG.error("Reading waits at {}: {}. It is retried until it succeeds; nothing is lost", places.values(),
                    reason);
        }
    }

    /** @throws PartitionsWait if a record of the batch is not done */
    void finish(List<? extends ConsumerRecord<?, ?>> batch) {
        var from = new HashMap<TopicPartition, Long>();
        batch.stream().filter(record -> !isDone(record))
                .forEach(record -> from.merge(PartitionsWait.Place.partition(record), record.offset(), Math::min));
        batch.stream().map(PartitionsWait.Place::partition).distinct().filter(partition -> !from.containsKey(partition))
                .forEach(this::resumed);
        if (!from.isEmpty()) {
            throw new PartitionsWait(from);
        }
    }

    private void resumed(TopicPartition partition) {
        var was = unfinished.remove(partition);
        if (was != null && was.reason != null) {
            LOG.info("Reading continues in {}", partition);
        }
    }

    /** How long a partition is paused before it is read again, with exponential back-off. */
    Duration pause(TopicPartition partition) {
        return Duration.ofMillis(of(partition).pauses.nextBackOff());
    }

    /** Forgets the partitions that are now assigned to another instance. */
    void keepOnly(Set<TopicPartition> assigned) {
        unfinished.keySet().retainAll(assigned);
    }

    /** Why partitions wait, by partition. */
    Map<String, String> waiting() {
        var reasons = new TreeMap<String, String>();
        unfinished.forEach((partition, each) -> {
            if (each.reason != null) {
                reasons.put(partition.toString(), each.reason);
            }
        });
        return reasons;
    }

    private Unfinished of(ConsumerRecord<?, ?> record) {
        return of(PartitionsWait.Place.partition(record));
    }

    private Unfinished of(TopicPartition partition) {
        return unfinished.computeIfAbsent(partition, any -> new Unfinished());
    }

    private static BackOffExecution pauses() {
        var backOff = new ExponentialBackOff(FIRST_PAUSE.toMillis(), 2);
        backOff.setMaxInterval(MAX_PAUSE.toMillis());
        return backOff.start();
    }
}
