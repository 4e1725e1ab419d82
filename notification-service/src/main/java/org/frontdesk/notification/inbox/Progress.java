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
import org.frontdesk.notification.inbox.Unfinished.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What became of the records of a partition while one of them waits. They are read again with it, and must be neither
 * counted nor put into the dead topic a second time. In memory: after a crash they come again as duplicates.
 */
@Component
class Progress {
    private static final Logger log = LoggerFactory.getLogger(Progress.class);

    private final Map<TopicPartition, Unfinished> unfinished = new ConcurrentHashMap<>();

    boolean isDone(ConsumerRecord<?, ?> record) {
        return of(record).isDone(record.offset());
    }

    void done(ConsumerRecord<?, ?> record) {
        of(record).done(record.offset());
    }

    /** The record can never be stored, and is counted as dead; the dead topic does not have it yet. */
    void condemn(ConsumerRecord<?, ?> record, String reason) {
        of(record).condemn(record.offset(), reason);
    }

    /** @return why the record is to go to the dead topic, null where it is not */
    String condemnation(ConsumerRecord<?, ?> record) {
        return of(record).condemnation(record.offset());
    }

    /** The record fails with an exception that is no engine's. */
    Verdict judge(ConsumerRecord<?, ?> record, String failure) {
        return of(record).judge(record.offset(), failure);
    }

    /** The inquiry of this record was stored. */
    void passed(ConsumerRecord<?, ?> record) {
        of(record).passed(record.offset());
    }

    /** These records cannot be stored or put into the dead topic now. Logs it once, however often it is tried again. */
    void waits(Collection<? extends ConsumerRecord<?, ?>> records, String reason) {
        var places = new TreeMap<String, Place>();
        for (var record : records) {
            if (of(record).waits(reason)) {
                places.putIfAbsent(Place.partition(record).toString(), Place.of(record));
            }
        }
        if (!places.isEmpty()) {
            log.error("Reading waits at {}: {}. It is tried again until it works; nothing is lost", places.values(),
                    reason);
        }
    }

    /** @throws PartitionsWait where reading does not go on after this batch, since a record of a partition is not done */
    void finish(List<? extends ConsumerRecord<?, ?>> batch) {
        var from = new HashMap<TopicPartition, Long>();
        batch.stream().collect(Collectors.groupingBy(Place::partition,
                Collectors.mapping(ConsumerRecord::offset, Collectors.toList()))).forEach((partition, offsets) -> {
                    var each = of(partition);
                    each.finish(offsets).ifPresent(offset -> from.put(partition, offset));
                    if (each.isOver()) {
                        goesOn(partition); // by now all before that offset is done, so nothing has to be remembered
                    }
                });
        if (!from.isEmpty()) {
            throw new PartitionsWait(from);
        }
    }

    private void goesOn(TopicPartition partition) {
        if (unfinished.remove(partition).reason() != null) {
            log.info("Reading goes on in {}", partition);
        }
    }

    /** Where to read next while the partition waits; nothing where it has to be read again from where it waits. */
    OptionalLong next(TopicPartition partition) {
        return of(partition).next();
    }

    /** The first offset of the partition that is known not to be done. */
    OptionalLong first(TopicPartition partition) {
        return of(partition).first();
    }

    /** How long to leave a partition alone before it is read again: longer with each time. */
    Duration pause(TopicPartition partition) {
        return of(partition).pause();
    }

    /** Forgets the partitions that another instance reads now. */
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

    private Unfinished of(ConsumerRecord<?, ?> record) {
        return of(Place.partition(record));
    }

    private Unfinished of(TopicPartition partition) {
        return unfinished.computeIfAbsent(partition, any -> new Unfinished());
    }
}
