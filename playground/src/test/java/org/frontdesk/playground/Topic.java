package org.frontdesk.playground;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.IntSupplier;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of a running broker, read and written past the services. */
record Topic(String name, IntSupplier port) {
    static final Topic INQUIRIES = new Topic("inquiries", () -> Frontdesk.ports().kafka());
    static final Topic DEAD = new Topic("inquiries.dead", () -> Frontdesk.ports().kafka());

    /** All it holds now. */
    List<ConsumerRecord<byte[], byte[]>> records() {
        try (var consumer = new KafkaConsumer<>(broker(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(name).stream()
                    .map(partition -> new TopicPartition(name, partition.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var end = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < end.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** How many records that group has still to read. */
    long unread(String group) {
        try (var admin = Admin.create(broker());
                var consumer = new KafkaConsumer<>(broker(), new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            var read = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
            var partitions = consumer.partitionsFor(name).stream()
                    .map(partition -> new TopicPartition(name, partition.partition())).toList();
            return consumer.endOffsets(partitions).entrySet().stream()
                    .mapToLong(end -> end.getValue() - (read.get(end.getKey()) == null
                            ? 0
                            : read.get(end.getKey()).offset()))
                    .sum();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sets that group back to the start, which only works while nobody is in it. */
    boolean rewind(String group) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(broker())) {
            var offsets = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
            offsets.replaceAll((partition, offset) -> new OffsetAndMetadata(0));
            admin.alterConsumerGroupOffsets(group, offsets).all().get();
            return true;
        }
    }

    boolean holds(String text) {
        return records().stream().anyMatch(record -> record.value() != null && value(record).contains(text));
    }

    /** The record whose value holds that text. */
    ConsumerRecord<byte[], byte[]> recordWith(String text) {
        return records().stream().filter(record -> record.value() != null && value(record).contains(text)).findFirst()
                .orElseThrow();
    }

    static String value(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    /** The same record once more, as after a producer's or a consumer's crash. */
    void writeAgain(ConsumerRecord<byte[], byte[]> record) {
        write(new ProducerRecord<>(name, record.partition(), record.key(), record.value(), record.headers()));
    }

    void write(int partition, String value) {
        write(new ProducerRecord<>(name, partition, "junk".getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8)));
    }

    /** A tombstone of nobody in each partition. */
    void writeNothingEverywhere() {
        for (int partition = 0; partition < 12; partition++) {
            write(new ProducerRecord<>(name, partition, "nobody".getBytes(StandardCharsets.UTF_8), null));
        }
    }

    private void write(ProducerRecord<byte[], byte[]> record) {
        try (var producer = new KafkaProducer<>(broker(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    Map<String, Object> broker() {
        return Map.of("bootstrap.servers", "127.0.0.1:" + port.getAsInt());
    }
}
