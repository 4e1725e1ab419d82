package org.frontdesk.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.frontdesk.notification.Engines;
import org.frontdesk.notification.liveness.Loops.LivenessSettings;
import org.frontdesk.notification.liveness.Loops;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/** The consumer while records cannot be stored, with an outage that is longer than the poll interval. */
class PartitionRetryTest {
    private static final String TOPIC = "outage-" + System.nanoTime();
    private static final Duration OUTAGE = Duration.ofSeconds(9);
    private static final int POLL_INTERVAL = 3_000;

    private final AtomicInteger assigned = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final List<String> taken = new CopyOnWriteArrayList<>();

    @Test
    void an_outage_longer_than_the_poll_interval_causes_no_rebalance_and_loses_no_record() {
        Engines.create(TOPIC);
        Engines.publishTo(TOPIC, "first");
        Engines.publishTo(TOPIC, "second");
        var back = Instant.now().plus(OUTAGE);
        var container = container(records -> {
            if (Instant.now().isBefore(back)) {
                failed.incrementAndGet();
                throw new DataAccessResourceFailureException("away");
            }
            records.forEach(record -> taken.add(record.value()));
        });
        container.start();
        try {
            await().atMost(Duration.ofSeconds(40)).until(() -> taken.size() == 2);
        } finally {
            container.stop();
        }
        assertThat(taken).containsExactly("first", "second");
        assertThat(failed).hasValueGreaterThan(2);
        assertThat(assigned).hasValue(1);
    }

    @Test
    void a_waiting_partition_is_read_again_with_later_records_and_blocks_no_other() {
        var topic = "waiting-" + System.nanoTime();
        Engines.create(topic, 2);
        var batches = new CopyOnWriteArrayList<String>();
        var container = container(topic, records -> {
            var zero = records.stream().filter(record -> record.partition() == 0).toList();
            records.forEach(record -> batches.add(record.partition() + record.value()));
            if (zero.size() == 1) {
                throw new PartitionsWait(Map.of(new TopicPartition(topic, 0), zero.getFirst().offset()));
            }
        });
        container.start();
        try {
            Engines.publishTo(topic, 0, "a");
            await().until(() -> batches.contains("0a"));
            Engines.publishTo(topic, 1, "b");
            await().until(() -> batches.contains("1b"));
            assertThat(Engines.committed(topic, 0)).isZero();
            Engines.publishTo(topic, 0, "c");
            await().atMost(Duration.ofSeconds(20)).until(() -> Engines.committed(topic, 0) == 2);
        } finally {
            container.stop();
        }
        assertThat(batches).filteredOn("1b"::equals).as("read once").hasSize(1);
        assertThat(batches).endsWith("0a", "0c");
    }

    @Test
    void an_inbox_that_an_error_ends_stays_down_in_liveness() {
        var topic = "error-" + System.nanoTime();
        Engines.create(topic);
        Engines.publishTo(topic, "first");
        var loops = new Loops(new LivenessSettings(Duration.ofMillis(500)));
        var container = container(topic, records -> {
            loops.progressed("inbox");
            throw new OutOfMemoryError("of a test");
        });
        container.start();
        try {
            await().dontCatchUncaughtExceptions().until(() -> loops.hung().containsKey("inbox"));
        } finally {
            container.stop();
        }
    }

    private static TaskScheduler scheduler() {
        var scheduler = new SimpleAsyncTaskScheduler();
        scheduler.setVirtualThreads(true);
        return scheduler;
    }

    private KafkaMessageListenerContainer<String, String> container(BatchMessageListener<String, String> listener) {
        return container(TOPIC, listener);
    }

    private KafkaMessageListenerContainer<String, String> container(String topic,
            BatchMessageListener<String, String> listener) {
        var consumers = new DefaultKafkaConsumerFactory<String, String>(Map.of("bootstrap.servers", Engines.brokers(),
                "group.id", topic, "auto.offset.reset", "earliest", "max.poll.interval.ms", POLL_INTERVAL,
                "key.deserializer", StringDeserializer.class, "value.deserializer", StringDeserializer.class));
        var properties = new ContainerProperties(topic);
        properties.setMessageListener(listener);
        properties.setConsumerRebalanceListener(new ConsumerAwareRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                assigned.incrementAndGet();
            }
        });
        var container = new KafkaMessageListenerContainer<>(consumers, properties);
        container.setCommonErrorHandler(new PartitionRetry(new Progress(), scheduler()));
        return container;
    }
}
