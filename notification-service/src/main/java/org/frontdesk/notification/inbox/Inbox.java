package org.frontdesk.notification.inbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.frontdesk.notification.DataErrors;
import org.frontdesk.notification.delivery.Bell;
import org.frontdesk.notification.inbox.Ledger.Entry;
import org.frontdesk.notification.inbox.Ledger.Tombstone;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.stereotype.Component;

/**
 * Takes each batch of the topic: what can be read goes into the ledger, what cannot goes to the dead topic, and only
 * then are the offsets committed. Any exception from here means that the whole batch comes again, which is harmless.
 */
@Component
class Inbox implements Consumer<Message<List<?>>> {
    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private final EventReader reader;
    private final Ledger ledger;
    private final DeadTopic deadTopic;
    private final Bell bell;
    private final ThreadLocal<Unfinished> unfinished = new ThreadLocal<>();

    Inbox(EventReader reader, Ledger ledger, DeadTopic deadTopic, Bell bell) {
        this.reader = reader;
        this.ledger = ledger;
        this.deadTopic = deadTopic;
        this.bell = bell;
    }

    private record Arrival(ConsumerRecord<byte[], byte[]> record, Entry entry) {}

    private record Casualty(ConsumerRecord<byte[], byte[]> record, String reason) {}

    /** A batch in the ledger, whose first record is this, and what of it the dead topic does not have yet. */
    private record Unfinished(ConsumerRecord<?, ?> first, Deque<Casualty> casualties) {}

    /**
     * After the ledger, so that a long outage of the database does not fill the dead topic with copies. While it is the
     * dead topic that is away, the error handler brings the same records in the same thread: they are counted once.
     */
    @Override
    public void accept(Message<List<?>> batch) {
        var records = records(batch);
        if (unfinished.get() == null || unfinished.get().first() != records.getFirst()) {
            unfinished.set(new Unfinished(records.getFirst(), new ArrayDeque<>(take(records))));
        }
        for (var casualties = unfinished.get().casualties(); !casualties.isEmpty(); casualties.remove()) {
            deadTopic.put(casualties.element().record(), casualties.element().reason());
        }
        unfinished.remove();
    }

    private List<Casualty> take(List<ConsumerRecord<byte[], byte[]>> records) {
        var arrivals = new ArrayList<Arrival>();
        var casualties = new ArrayList<Casualty>();
        records.stream().filter(Inbox::isFull).forEach(record -> read(record, arrivals, casualties));
        var tombstones = records.stream().filter(record -> !isFull(record)).map(reader::tombstone).toList();
        write(arrivals, tombstones, casualties);
        bell.ring();
        return casualties;
    }

    @SuppressWarnings("unchecked")
    private static List<ConsumerRecord<byte[], byte[]>> records(Message<List<?>> batch) {
        return (List<ConsumerRecord<byte[], byte[]>>) batch.getHeaders().get(KafkaHeaders.RAW_DATA);
    }

    /** An empty one is a tombstone: the inquiry of that key was erased. */
    private static boolean isFull(ConsumerRecord<byte[], byte[]> record) {
        return record.value() != null;
    }

    private void read(ConsumerRecord<byte[], byte[]> record, List<Arrival> arrivals, List<Casualty> casualties) {
        try {
            arrivals.add(new Arrival(record, reader.read(record)));
        } catch (EventReader.Unreadable e) {
            casualties.add(new Casualty(record, e.getMessage()));
        }
    }

    private void write(List<Arrival> arrivals, List<Tombstone> tombstones, List<Casualty> casualties) {
        try {
            ledger.write(arrivals.stream().map(Arrival::entry).toList(), tombstones, casualties.size());
        } catch (RuntimeException e) {
            if (!DataErrors.isOne(e)) {
                log.warn("{} records wait, is the database away? {}; trying again", arrivals.size(),
                        e.getClass().getSimpleName());
                throw e;
            }
            log.warn("The database refuses a record of this batch; writing its {} one by one", arrivals.size());
            arrivals.forEach(arrival -> writeAlone(arrival, casualties));
            ledger.write(List.of(), tombstones, casualties.size());
        }
    }

    private void writeAlone(Arrival arrival, List<Casualty> casualties) {
        try {
            ledger.write(List.of(arrival.entry()), List.of(), 0);
        } catch (RuntimeException e) {
            if (!DataErrors.isOne(e)) {
                throw e;
            }
            casualties.add(new Casualty(arrival.record(), DataErrors.reason(e)));
        }
    }
}
