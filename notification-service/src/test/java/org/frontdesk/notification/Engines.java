package org.frontdesk.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

import javax.sql.DataSource;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.flywaydb.core.Flyway;
import org.frontdesk.notification.inquiry.InquirySubmitted;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.DynamicPropertyRegistry;

/** A real broker, a real PostgreSQL and a real SMTP server, started once for all tests of this module. */
public final class Engines {
    private static final TestEngines ENGINES = TestEngines.start();
    private static final KafkaProducer<byte[], byte[]> PRODUCER;

    public static final Mailbox MAILBOX = new Mailbox();

    static {
        create("inquiries");
        PRODUCER = new KafkaProducer<>(Map.of("bootstrap.servers", ENGINES.brokers()),
                new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Engines() {}

    public static void connect(DynamicPropertyRegistry properties) {
        properties.add("spring.kafka.bootstrap-servers", ENGINES::brokers);
        properties.add("spring.datasource.url", ENGINES::database);
        properties.add("spring.mail.host", () -> "127.0.0.1");
        properties.add("spring.mail.port", MAILBOX::port);
    }

    /** Publishes a record like inquiry-service, and returns once the broker has it. */
    public static void publish(String key, byte[] event) {
        publish(key, event, InquirySubmitted.TYPE);
    }

    public static void publishTo(String topic, String value) {
        publishTo(topic, 0, value);
    }

    public static void publishTo(String topic, int partition, String value) {
        publish(new ProducerRecord<>(topic, partition, null, value.getBytes()));
    }

    public static void publish(String key, byte[] event, String type) {
        publish("inquiries", key, event, type);
    }

    public static void publishTo(String topic, String key, String event) {
        publish(topic, key, event.getBytes(StandardCharsets.UTF_8), InquirySubmitted.TYPE);
    }

    private static void publish(String topic, String key, byte[] event, String type) {
        var headers = List.of(new RecordHeader("ce_type", type.getBytes()),
                new RecordHeader("ce_specversion", "1.0".getBytes()));
        publish(new ProducerRecord<>(topic, 0, key.getBytes(), event, List.copyOf(headers)));
    }

    private static void publish(ProducerRecord<byte[], byte[]> record) {
        try {
            PRODUCER.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All records of a topic, from its beginning until now. */
    public static List<ConsumerRecord<String, byte[]>> records(String topic) {
        try (var consumer = consumer()) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var end = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<String, byte[]>>();
            var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < end.get(partition))) {
                assertThat(System.nanoTime()).as("the broker answers in time").isLessThan(deadline);
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** From now on the broker rejects every record for that topic as too large. */
    public static void close(String topic) {
        longestRecord(topic, 1);
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", ENGINES.brokers()),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            await().until(() -> isRefused(producer, new ProducerRecord<>(topic, "probe".getBytes(), null)));
        }
    }

    public static void open(String topic) {
        longestRecord(topic, 1_000_000);
    }

    private static boolean isRefused(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record)
            throws InterruptedException {
        try {
            producer.send(record).get();
            return false;
        } catch (ExecutionException e) {
            return e.getCause() instanceof RecordTooLargeException;
        }
    }

    private static void longestRecord(String topic, int bytes) {
        asked(admin -> admin.incrementalAlterConfigs(Map.of(new ConfigResource(Type.TOPIC, topic),
                List.of(new AlterConfigOp(new ConfigEntry("max.message.bytes", String.valueOf(bytes)),
                        AlterConfigOp.OpType.SET))))
                .all());
    }

    /** The committed offsets of the service in the topic of inquiries. */
    public static long committed() {
        return asked(admin -> admin.listConsumerGroupOffsets("notification").partitionsToOffsetAndMetadata())
                .get(new TopicPartition("inquiries", 0)).offset();
    }

    /** Like kafka-delete-records: removes the records of partition 0 before that offset. */
    public static void deleteRecords(String topic, long before) {
        asked(admin -> admin
                .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(before))).all());
    }

    public static String brokers() {
        return ENGINES.brokers();
    }

    /** The committed offsets of that group in that topic; 0 if it has committed nothing. */
    public static long committed(String topic, int partition) {
        var offset = asked(admin -> admin.listConsumerGroupOffsets(topic).partitionsToOffsetAndMetadata())
                .get(new TopicPartition(topic, partition));
        return offset == null ? 0 : offset.offset();
    }

    public static void create(String topic) {
        create(topic, 1);
    }

    public static void create(String topic, int partitions) {
        asked(admin -> admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all());
    }

    private static <T> T asked(Function<Admin, KafkaFuture<T>> question) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", ENGINES.brokers()))) {
            return question.apply(admin).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(Map.of("bootstrap.servers", ENGINES.brokers()), new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** The URL of a new database without tables. */
    public static String newDatabase() {
        return ENGINES.database(create());
    }

    /** A new database with empty tables, which no service uses. */
    public static JdbcClient emptyDatabase() {
        return JdbcClient.create(databaseOf("latest"));
    }

    /** An empty database of an earlier release, whose last migration was this one. */
    public static DataSource databaseOf(String version) {
        var database = new DriverManagerDataSource(newDatabase());
        migrate(database, version);
        return database;
    }

    public static void migrate(DataSource database, String version) {
        Flyway.configure().dataSource(database).target(version).load().migrate();
    }

    private static String create() {
        var name = "test_" + System.nanoTime();
        JdbcClient.create(new DriverManagerDataSource(ENGINES.database())).sql("CREATE DATABASE " + name).update();
        return name;
    }
}
