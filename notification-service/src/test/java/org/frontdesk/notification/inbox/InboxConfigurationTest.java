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
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/** What the consumer does while the database is away, with a poll interval that the outage outlasts. */
class InboxConfigurationTest {
    private static final String TOPIC = "outage-" + System.nanoTime();
    private static final Duration OUTAGE = Duration.ofSeconds(9);
    private static final int POLL_INTERVAL = 3_000;

    private final AtomicInteger assigned = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final List<String> taken = new CopyOnWriteArrayList<>();

    @Test
    void an_outage_that_outlasts_the_poll_interval_costs_no_rebalance_and_no_record() {
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

    private KafkaMessageListenerContainer<String, String> container(BatchMessageListener<String, String> listener) {
        var consumers = new DefaultKafkaConsumerFactory<String, String>(Map.of("bootstrap.servers", Engines.brokers(),
                "group.id", TOPIC, "auto.offset.reset", "earliest", "max.poll.interval.ms", POLL_INTERVAL,
                "key.deserializer", StringDeserializer.class, "value.deserializer", StringDeserializer.class));
        var properties = new ContainerProperties(TOPIC);
        properties.setMessageListener(listener);
        properties.setConsumerRebalanceListener(new ConsumerAwareRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                assigned.incrementAndGet();
            }
        });
        var container = new KafkaMessageListenerContainer<>(consumers, properties);
        container.setCommonErrorHandler(new InboxConfiguration().untilDone());
        return container;
    }
}
