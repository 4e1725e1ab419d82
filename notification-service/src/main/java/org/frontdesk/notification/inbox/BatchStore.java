package org.frontdesk.notification.inbox;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.frontdesk.notification.database.DatabaseErrors;
import org.frontdesk.notification.inbox.InquiryStore.Entry;
import org.frontdesk.notification.inbox.InquiryStore.Tombstone;
import org.frontdesk.notification.inbox.WaitingPartition.Cause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * Stores a batch in one transaction, or record by record if one of them cannot be stored. A record whose data the
 * database rejects becomes a dead letter at once. Any other failure may be a bug that affects all records: the record
 * becomes a dead letter only if a later one was stored and it then fails in the same way again. Two consecutive records
 * with the same failure stop their partition.
 */
@Component
class BatchStore {
    private static final Logger LOG = LoggerFactory.getLogger(BatchStore.class);

    private static final String OURS = "org.frontdesk.";

    private final EventReader reader;
    private final InquiryStore store;
    private final Progress progress;

    BatchStore(EventReader reader, InquiryStore store, Progress progress) {
        this.reader = reader;
        this.store = store;
        this.progress = progress;
    }

    /** Reports the outcome of each record to {@link Progress}; records without an outcome are read again. */
    void store(List<ConsumerRecord<byte[], byte[]>> records) {
        try {
            storeTogether(records);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            if (DatabaseErrors.isDatabaseAway(e)) {
                progress.waits(records, away(e));
                return;
            }
            LOG.warn("A record of this batch cannot be stored ({}); storing its {} records one by one", describe(e),
                    records.size());
            storeOneByOne(List.copyOf(records.stream().collect(Collectors.groupingBy(PartitionsWait.Place::partition,
                    LinkedHashMap::new, Collectors.toList())).values()));
        }
    }

    /** All in one transaction, or none. */
    private void storeTogether(Collection<ConsumerRecord<byte[], byte[]>> records) {
        var entries = new ArrayList<Entry>();
        var inquiries = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        var tombstones = new ArrayList<Tombstone>();
        var unreadable = new HashMap<ConsumerRecord<byte[], byte[]>, String>();
        for (var record : records) {
            try {
                if (record.value() == null) {
                    tombstones.add(reader.tombstone(record));
                } else {
                    entries.add(reader.read(record));
                    inquiries.add(record);
                }
            } catch (EventReader.Unreadable e) {
                unreadable.put(record, e.getMessage());
            }
        }
        store.write(entries, tombstones, unreadable.size());
        unreadable.forEach(progress::markDead);
        records.stream().filter(record -> !unreadable.containsKey(record)).forEach(progress::done);
        inquiries.forEach(progress::passed); // only these prove that inquiries can be stored
    }

    /**
     * Stops at the first outage of the database: if each partition waited for a timeout of its own, the consumer would
     * exceed max.poll.interval.ms and leave its group.
     */
    private void storeOneByOne(List<List<ConsumerRecord<byte[], byte[]>>> partitions) {
        for (int i = 0; i < partitions.size(); i++) {
            try {
                storeInOrder(partitions.get(i));
            } catch (RuntimeException e) {
                if (!DatabaseErrors.isDatabaseAway(e)) {
                    throw e;
                }
                progress.waits(partitions.subList(i, partitions.size()).stream().flatMap(List::stream)
                        .filter(record -> !progress.isDone(record)).toList(), away(e));
                return;
            }
        }
    }

    /** @param records of one partition */
    private void storeInOrder(List<ConsumerRecord<byte[], byte[]>> records) {
        for (var record : records) {
            try {
                storeTogether(List.of(record));
            } catch (RuntimeException | StackOverflowError | LinkageError e) {
                if (DatabaseErrors.isDatabaseAway(e)) {
                    throw e;
                }
                if (DatabaseErrors.isDataError(e)) {
                    markDead(record, DatabaseErrors.reason(e));
                } else if (handleFailure(record, describe(e)) == Cause.SERVICE) {
                    return;
                }
            }
        }
    }

    private Cause handleFailure(ConsumerRecord<byte[], byte[]> record, String failure) {
        var cause = progress.causeOf(record, failure);
        switch (cause) {
            case UNCLEAR -> progress.waits(List.of(record), "a record fails with " + failure
                    + ". It becomes a dead letter once a later record is stored");
            case RECORD -> markDead(record, failure);
            case SERVICE -> progress.waits(List.of(record), "records fail in a row with " + failure
                    + ", so it is not one record's fault. Upgrade or roll back notification-service");
        }
        return cause;
    }

    /** Counts it before it is dead-lettered. */
    private void markDead(ConsumerRecord<byte[], byte[]> record, String reason) {
        store.write(List.of(), List.of(), 1);
        progress.markDead(record, reason);
    }

    private static String away(Throwable e) {
        return "the database does not store them (" + describe(e) + ")";
    }

    /** The exception's name and origin, without its message, which may quote the data. */
    private static String describe(Throwable e) {
        var cause = NestedExceptionUtils.getMostSpecificCause(e);
        var state = cause instanceof SQLException sql ? " " + sql.getSQLState() : "";
        return cause.getClass().getSimpleName() + state + Arrays.stream(cause.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(OURS)).findFirst()
                .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber()).orElse("");
    }
}
