package org.frontdesk.notification.console;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.frontdesk.notification.digest.UnreadableRecords;
import org.frontdesk.notification.inquiry.Topics;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** The dead letters in the topic, and what operators do with them. */
@Component
class DeadRecords implements UnreadableRecords {
    private static final Pattern POSITION = Pattern.compile("(\\d{1,9})-(\\d{1,18})");
    private static final Comparator<DeadRecord> LATEST_FIRST = Comparator.comparing(DeadRecord::at).reversed()
            .thenComparing(DeadRecord::id);

    /** @param next the cursor of the next page; null at the end */
    record Page(List<DeadRecord> records, String next) {}

    /** @param data unchanged, but invalid UTF-8 is shown as U+FFFD */
    record Opened(DeadRecord record, Map<String, String> headers, String data) {}

    private record Done(String origin, Instant at) {}

    private final DeadTopicReader topic;
    private final KafkaTemplate<byte[], byte[]> kafka;
    private final JdbcClient db;
    private final Audit audit;

    DeadRecords(DeadTopicReader topic, KafkaTemplate<byte[], byte[]> kafka, JdbcClient db, Audit audit) {
        this.topic = topic;
        this.kafka = kafka;
        this.db = db;
        this.audit = audit;
    }

    /** Those that are still open, the latest first. A record that was dead-lettered more than once is listed once. */
    Page page(String cursor, int limit) {
        var open = open();
        var rest = cursor == null || cursor.isEmpty() ? open : after(open, cursor);
        return rest.size() <= limit
                ? new Page(rest, null)
                : new Page(rest.subList(0, limit),
                        rest.get(limit - 1).at().toEpochMilli() + "-" + rest.get(limit - 1).id());
    }

    private List<DeadRecord> open() {
        var byOrigin = new LinkedHashMap<String, DeadRecord>();
        topic.read(DeadRecord::of).forEach(record -> byOrigin.merge(record.origin(), record,
                (one, other) -> one.at().isAfter(other.at()) ? one : other));
        var done = done();
        return byOrigin.values().stream().filter(record -> !isDone(record, done)).sorted(LATEST_FIRST).toList();
    }

    /** Empty while the broker is unavailable. */
    @Override
    public OptionalInt waiting() {
        try {
            return OptionalInt.of(open().size());
        } catch (ProblemException e) {
            return OptionalInt.empty();
        }
    }

    /**
     * @param cursor time and position of the previous page's last record; neither changes, even if that record is
     *        closed
     */
    private static List<DeadRecord> after(List<DeadRecord> open, String cursor) {
        var parts = cursor.split("-", 2);
        if (parts.length < 2 || !parts[0].matches("\\d{1,18}")) {
            throw ProblemException.malformed("cursor: expected `next` of the page before, as it was given");
        }
        var last = new DeadRecord(parts[1], null, null, Instant.ofEpochMilli(Long.parseLong(parts[0])), null, 0);
        return open.stream().filter(record -> LATEST_FIRST.compare(record, last) > 0).toList();
    }

    private Map<String, Instant> done() {
        return db.sql("SELECT origin, at FROM dead_record_done").query(Done.class).list().stream()
                .collect(Collectors.toMap(Done::origin, Done::at));
    }

    /** A later record from the same position is another one: the topic was recreated. */
    private static boolean isDone(DeadRecord record, Map<String, Instant> done) {
        var at = done.get(record.origin());
        return at != null && !record.at().isAfter(at);
    }

    Opened open(String id, String operator) {
        var record = find(id);
        audit.write(operator, "look into dead record", id, "shown");
        var headers = new LinkedHashMap<String, String>();
        record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        return new Opened(DeadRecord.of(record), headers, text(record.value()));
    }

    /**
     * Publishes the original record again. Nothing is owed twice: an inquiry that is stored already changes nothing.
     */
    DeadRecord replay(String id, String operator) {
        var record = find(id);
        var dead = DeadRecord.of(record);
        refuseIfDone(dead);
        var headers = new RecordHeaders();
        record.headers().forEach(header -> {
            if (!header.key().startsWith("frontdesk-")) {
                headers.add(header);
            }
        });
        publish(new ProducerRecord<>(Topics.INQUIRIES, null, record.key(), record.value(), headers));
        markDone(dead, "replayed", operator);
        return dead;
    }

    DeadRecord discard(String id, String operator) {
        var dead = DeadRecord.of(find(id));
        refuseIfDone(dead);
        markDone(dead, "discarded", operator);
        return dead;
    }

    private ConsumerRecord<byte[], byte[]> find(String id) {
        var position = POSITION.matcher(id);
        if (!position.matches()) {
            throw ProblemException.malformed("Expected partition-offset, such as 3-17");
        }
        return topic.one(Integer.parseInt(position.group(1)), Long.parseLong(position.group(2)))
                .orElseThrow(() -> ProblemException.unknown("There is no such record; they are kept for 30 days"));
    }

    private void refuseIfDone(DeadRecord dead) {
        if (isDone(dead, done())) {
            throw ProblemException.conflict("This record was dealt with before");
        }
    }

    private void markDone(DeadRecord dead, String outcome, String operator) {
        db.sql("""
                INSERT INTO dead_record_done (origin, outcome) VALUES (:origin, :outcome)
                ON CONFLICT (origin) DO UPDATE SET outcome = excluded.outcome, at = now()
                """).param("origin", dead.origin()).param("outcome", outcome).update();
        audit.write(operator, outcome.equals("replayed") ? "replay" : "discard",
                dead.key() == null ? dead.id() : dead.key(),
                "dead record " + dead.id() + " from " + dead.origin() + " " + outcome);
    }

    private void publish(ProducerRecord<byte[], byte[]> record) {
        try {
            kafka.send(record).get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("The service stopped before Kafka acknowledged the record. Try again");
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            throw NestedExceptionUtils.getMostSpecificCause(e) instanceof InvalidRecordException
                    ? ProblemException.conflict("Kafka rejects the record, perhaps because it has no key. Discard it")
                    : ProblemException.unavailable("Kafka did not acknowledge the record. Try again");
        }
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * A dead letter without its data.
     *
     * @param id its position in the dead topic, {@code partition-offset}
     * @param origin its position in the topic that it came from
     * @param key the record's key if it is an inquiry's id; any other might contain personal data
     */
    record DeadRecord(String id, String origin, String reason, Instant at, String key, int bytes) {

        static DeadRecord of(ConsumerRecord<byte[], byte[]> record) {
            var id = record.partition() + "-" + record.offset();
            var origin = header(record, Topics.ORIGIN);
            return new DeadRecord(id, origin == null ? "unknown, " + id : origin, header(record, Topics.REASON),
                    Instant.ofEpochMilli(record.timestamp()), key(record.key()),
                    record.value() == null ? 0 : record.value().length);
        }

        private static String header(ConsumerRecord<?, ?> record, String name) {
            var header = record.headers().lastHeader(name);
            return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
        }

        private static String key(byte[] key) {
            try {
                return key == null ? null : UUID.fromString(new String(key, StandardCharsets.UTF_8)).toString();
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
    }
}
