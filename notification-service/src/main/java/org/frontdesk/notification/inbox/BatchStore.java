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
import org.frontdesk.notification.DataErrors;
import org.frontdesk.notification.inbox.Ledger.Entry;
import org.frontdesk.notification.inbox.Ledger.Tombstone;
import org.frontdesk.notification.inbox.Unfinished.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * Stores a batch in one transaction, or record by record where one of them cannot be stored. A record that the database
 * refuses as data is condemned at once. Any other failure may be a bug that all records meet: it condemns a record only if
 * a later one was stored and it then fails in the same way again. Two in a row that fail alike stop their partition.
 */
@Component
class BatchStore {
    private static final Logger log = LoggerFactory.getLogger(BatchStore.class);

    private static final String OURS = "org.frontdesk.";

    private final EventReader reader;
    private final Ledger ledger;
    private final Progress progress;

    BatchStore(EventReader reader, Ledger ledger, Progress progress) {
        this.reader = reader;
        this.ledger = ledger;
        this.progress = progress;
    }

    /** Tells the outcome of each record to {@link Progress}; those of which it hears nothing come again. */
    void store(List<ConsumerRecord<byte[], byte[]>> records) {
        try {
            storeTogether(records);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            if (DataErrors.isDatabaseAway(e)) {
                progress.waits(records, away(e));
                return;
            }
            log.warn("A record of this batch cannot be stored ({}); storing its {} one by one", describe(e),
                    records.size());
            records.stream().collect(Collectors.groupingBy(Place::partition, LinkedHashMap::new, Collectors.toList()))
                    .values().forEach(this::storeOneByOne);
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
        ledger.write(entries, tombstones, unreadable.size());
        unreadable.forEach(progress::condemn);
        records.stream().filter(record -> !unreadable.containsKey(record)).forEach(progress::done);
        inquiries.forEach(progress::passed); // no others: they do not prove that inquiries can be stored
    }

    private void storeOneByOne(List<ConsumerRecord<byte[], byte[]>> records) {
        try {
            storeInOrder(records);
        } catch (RuntimeException e) {
            if (!DataErrors.isDatabaseAway(e)) {
                throw e;
            }
            progress.waits(records.stream().filter(record -> !progress.isDone(record)).toList(), away(e));
        }
    }

    /** @param records of one partition */
    private void storeInOrder(List<ConsumerRecord<byte[], byte[]>> records) {
        for (var record : records) {
            try {
                storeTogether(List.of(record));
            } catch (RuntimeException | StackOverflowError | LinkageError e) {
                if (DataErrors.isDatabaseAway(e)) {
                    throw e;
                }
                if (DataErrors.isOne(e)) {
                    condemn(record, DataErrors.reason(e));
                } else if (isEverybodysFault(record, describe(e))) {
                    return;
                }
            }
        }
    }

    private boolean isEverybodysFault(ConsumerRecord<byte[], byte[]> record, String failure) {
        var verdict = progress.judge(record, failure);
        switch (verdict) {
            case suspect -> progress.waits(List.of(record), "a record fails with " + failure
                    + ". It becomes a dead letter once a later record is stored");
            case guilty -> condemn(record, failure);
            case alike -> progress.waits(List.of(record), "records fail in a row with " + failure
                    + ", so it is not one record's fault. Upgrade or roll back notification-service");
        }
        return verdict == Verdict.alike;
    }

    /** Counted before it goes to the dead topic. */
    private void condemn(ConsumerRecord<byte[], byte[]> record, String reason) {
        ledger.write(List.of(), List.of(), 1);
        progress.condemn(record, reason);
    }

    private static String away(Throwable e) {
        return "the database does not store them (" + describe(e) + ")";
    }

    /** The exception's name and where it came from, without its message, which may quote the data. */
    private static String describe(Throwable e) {
        var cause = NestedExceptionUtils.getMostSpecificCause(e);
        var state = cause instanceof SQLException sql ? " " + sql.getSQLState() : "";
        return cause.getClass().getSimpleName() + state + Arrays.stream(cause.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(OURS)).findFirst()
                .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber()).orElse("");
    }
}
