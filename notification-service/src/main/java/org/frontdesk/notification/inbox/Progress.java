package org.frontdesk.notification.inbox;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.frontdesk.notification.inbox.WaitingPartition.Cause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The outcomes of a partition's records while one of them waits. They are read again with it, and must not be counted
 * or dead-lettered a second time. In memory: after a crash they are duplicates.
 */
@Component
class Progress {
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    private final Map<TopicPartition, WaitingPartition> unfinished = new ConcurrentHashMap<>();

    boolean isDone(ConsumerRecord<?, ?> record) {
        return of(record).isDone(record.offset());
    }

    void done(ConsumerRecord<?, ?> record) {
        of(record).done(record.offset());
    }

    /** The record can never be stored, and is counted as dead, but is not in the dead topic yet. */
    void markDead(ConsumerRecord<?, ?> record, String reason) {
        of(record).markDead(record.offset(), reason);
    }

    /** @return why the record has to go to the dead topic; null if it does not */
    String deadReason(ConsumerRecord<?, ?> record) {
        return of(record).deadReason(record.offset());
    }

    /** The record fails with an exception that is not an outage of the database. */
    Cause causeOf(ConsumerRecord<?, ?> record, String failure) {
        return of(record).causeOf(record.offset(), failure);
    }

    /** The inquiry of this record was stored. */
    void passed(ConsumerRecord<?, ?> record) {
        of(record).passed(record.offset());
    }

    /**
     * These records can be neither stored nor dead-lettered at the moment. Logged once per reason, not for each retry.
     */
    void waits(Collection<? extends ConsumerRecord<?, ?>> records, String reason) {
        var places = new TreeMap<String, PartitionsWait.Place>();
        for (var record : records) {
            if (of(record).waits(reason)) {
                places.putIfAbsent(PartitionsWait.Place.partition(record).toString(), PartitionsWait.Place.of(record));
            }
        }
        if (!places.isEmpty()) {
            LOG.error("Reading waits at {}: {}. It is retried until it succeeds; nothing is lost", places.values(),
                    reason);
        }
    }

    /**
     * @throws PartitionsWait if a record of a partition is not done, so that reading does not continue after this batch
     */
    void finish(List<? extends ConsumerRecord<?, ?>> batch) {
        var from = new HashMap<TopicPartition, Long>();
        batch.stream().collect(Collectors.groupingBy(PartitionsWait.Place::partition,
                Collectors.mapping(ConsumerRecord::offset, Collectors.toList()))).forEach((partition, offsets) -> {
                    var each = of(partition);
                    reportRemoved(partition, each.forgetRemoved(offsets));
                    each.finish(offsets).ifPresent(offset -> from.put(partition, offset));
                    if (each.isOver()) {
                        resumed(partition); // everything before that offset is done, so nothing has to be remembered
                    }
                });
        if (!from.isEmpty()) {
            throw new PartitionsWait(from);
        }
    }

    private static void reportRemoved(TopicPartition partition, List<Long> offsets) {
        if (!offsets.isEmpty()) {
            LOG.error("Records {} were removed from the topic before they could be stored or dead-lettered",
                    offsets.stream().map(offset -> new PartitionsWait.Place(partition, offset)).toList());
        }
    }

    private void resumed(TopicPartition partition) {
        if (unfinished.remove(partition).reason() != null) {
            LOG.info("Reading continues in {}", partition);
        }
    }

    /** Where to read next while the partition waits; empty if it has to be read again from where it waits. */
    OptionalLong next(TopicPartition partition) {
        return of(partition).next();
    }

    /** The consumer reads the partition from that offset now. */
    void readsFrom(TopicPartition partition, long offset) {
        of(partition).readsFrom(offset);
    }

    /** The first offset of the partition that is known not to be done. */
    OptionalLong first(TopicPartition partition) {
        return of(partition).first();
    }

    /** How long a partition is paused before it is read again, with exponential back-off. */
    Duration pause(TopicPartition partition) {
        return of(partition).pause();
    }

    /** Forgets the partitions that are now assigned to another instance. */
    void keepOnly(Set<TopicPartition> assigned) {
        unfinished.keySet().retainAll(assigned);
    }

    /** Why partitions wait, by partition. */
    Map<String, String> waiting() {
        var reasons = new TreeMap<String, String>();
        unfinished.forEach((partition, each) -> {
            if (each.reason() != null) {
                reasons.put(partition.toString(), each.reason());
            }
        });
        return reasons;
    }

    private WaitingPartition of(ConsumerRecord<?, ?> record) {
        return of(PartitionsWait.Place.partition(record));
    }

    private WaitingPartition of(TopicPartition partition) {
        return unfinished.computeIfAbsent(partition, any -> new WaitingPartition());
    }
}
