package org.frontdesk.notification.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.frontdesk.notification.inquiry.Topics;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.stereotype.Component;

/** Reads the dead topic without a consumer group: it commits nothing, so that reading changes nothing. */
@Component
class DeadTopicReader {
    /** Only the latest of each partition, so that a flood of dead letters does not fill the memory. */
    private static final long MAX_PER_PARTITION = 5_000;
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final KafkaProperties kafka;

    DeadTopicReader(KafkaProperties kafka) {
        this.kafka = kafka;
    }

    /** The latest records, mapped, partition by partition. */
    <T> List<T> read(Function<ConsumerRecord<byte[], byte[]>, T> as) {
        return with(consumer -> {
            var partitions = consumer.partitionsFor(Topics.DEAD).stream()
                    .map(partition -> new TopicPartition(Topics.DEAD, partition.partition())).toList();
            consumer.assign(partitions);
            var starts = consumer.beginningOffsets(partitions);
            var ends = consumer.endOffsets(partitions);
            ends.forEach((partition, end) -> consumer.seek(partition,
                    Math.max(starts.get(partition), end - MAX_PER_PARTITION)));
            return poll(consumer, ends, as);
        });
    }

    Optional<ConsumerRecord<byte[], byte[]>> one(int partition, long offset) {
        var place = new TopicPartition(Topics.DEAD, partition);
        return with(consumer -> {
            if (consumer.partitionsFor(Topics.DEAD).stream().noneMatch(each -> each.partition() == partition)) {
                return Optional.empty();
            }
            consumer.assign(List.of(place));
            var end = consumer.endOffsets(List.of(place)).get(place);
            if (offset >= end || offset < consumer.beginningOffsets(List.of(place)).get(place)) {
                return Optional.empty();
            }
            consumer.seek(place, offset);
            return poll(consumer, Map.of(place, offset + 1), Function.identity()).stream()
                    .filter(record -> record.offset() == offset).findFirst();
        });
    }

    private static <T> List<T> poll(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends,
            Function<ConsumerRecord<byte[], byte[]>, T> as) {
        var read = new ArrayList<T>();
        var deadline = System.nanoTime() + WAIT.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw ProblemException.unavailable("Kafka answers too slowly: try again");
            }
            consumer.poll(Duration.ofMillis(200)).forEach(record -> read.add(as.apply(record)));
        }
        return read;
    }

    private <T> T with(Function<KafkaConsumer<byte[], byte[]>, T> work) {
        try (var consumer = consumer()) {
            return work.apply(consumer);
        } catch (KafkaException e) {
            throw ProblemException.unavailable("Kafka does not answer: try again when it is back");
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        var settings = kafka.buildConsumerProperties();
        settings.putAll(Map.of(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest", ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) WAIT.toMillis(),
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000));
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
