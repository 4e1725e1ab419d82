package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;

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

/** A topic of a running broker, read and written directly. */
record Topic(String name, IntSupplier port) {
    static final Topic INQUIRIES = new Topic("inquiries", () -> Frontdesk.ports().kafka());
    static final Topic DEAD = new Topic("inquiries.dead", () -> Frontdesk.ports().kafka());

    /** All its current records. */
    List<ConsumerRecord<byte[], byte[]>> records() {
        try (var consumer = new KafkaConsumer<>(broker(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(name).stream()
                    .map(partition -> new TopicPartition(name, partition.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var end = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            var deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < end.get(partition))) {
                assertThat(System.nanoTime()).as("time to read the topic %s", name).isLessThan(deadline);
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** The lag of that consumer group. */
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

    /** Resets that group to the start; it must have no members. */
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

    /** The record whose value contains that text. */
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

    /** The same record again, as after a crash of a producer or consumer. */
    void writeAgain(ConsumerRecord<byte[], byte[]> record) {
        write(new ProducerRecord<>(name, record.partition(), record.key(), record.value(), record.headers()));
    }

    void write(int partition, String value) {
        write(new ProducerRecord<>(name, partition, "junk".getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8)));
    }

    /** A tombstone with an unknown key in each partition. */
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
