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
import org.frontdesk.notification.inbox.PartitionProgress.Verdict;
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

    private final Map<TopicPartition, PartitionProgress> partitions = new ConcurrentHashMap<>();

    boolean isDone(ConsumerRecord<?, ?> record) {
        return of(record).isDone(record.offset());
    }

    void done(ConsumerRecord<?, ?> record) {
        of(record).done(record.offset());
    }

    /** The record can never be stored, and is counted as dead, but is not in the dead topic yet. */
    void condemn(ConsumerRecord<?, ?> record, String reason) {
        of(record).condemn(record.offset(), reason);
    }

    /** @return why the record has to go to the dead topic; null if it does not */
    String condemnation(ConsumerRecord<?, ?> record) {
        return of(record).condemnation(record.offset());
    }

    /** The record failed with an exception that is neither a data error nor an outage. */
    Verdict judge(ConsumerRecord<?, ?> record, String failure) {
        return of(record).judge(record.offset(), failure);
    }

    /** This record's inquiry was stored. */
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

    /** @throws PartitionsWait if a partition has to be read again, or further on, because a record is not done */
    void finish(List<? extends ConsumerRecord<?, ?>> batch) {
        var from = new HashMap<TopicPartition, Long>();
        batch.stream().collect(Collectors.groupingBy(PartitionsWait.Place::partition,
                Collectors.mapping(ConsumerRecord::offset, Collectors.toList()))).forEach((partition, offsets) -> {
                    var each = of(partition);
                    each.finish(offsets).ifPresent(offset -> from.put(partition, offset));
                    if (each.isDone()) {
                        resumed(partition);
                    }
                });
        if (!from.isEmpty()) {
            throw new PartitionsWait(from);
        }
    }

    private void resumed(TopicPartition partition) {
        if (partitions.remove(partition).reason() != null) {
            LOG.info("Reading continues in {}", partition);
        }
    }

    /** Where to read next while the partition waits; empty if the first record that is not done is retried first. */
    OptionalLong next(TopicPartition partition) {
        return of(partition).next();
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
        partitions.keySet().retainAll(assigned);
    }

    /** Why partitions wait, by partition. */
    Map<String, String> waiting() {
        var reasons = new TreeMap<String, String>();
        partitions.forEach((partition, each) -> {
            if (each.reason() != null) {
                reasons.put(partition.toString(), each.reason());
            }
        });
        return reasons;
    }

    private PartitionProgress of(ConsumerRecord<?, ?> record) {
        return of(PartitionsWait.Place.partition(record));
    }

    private PartitionProgress of(TopicPartition partition) {
        return partitions.computeIfAbsent(partition, any -> new PartitionProgress());
    }
}
