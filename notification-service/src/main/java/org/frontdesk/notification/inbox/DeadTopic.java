package org.frontdesk.notification.inbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.frontdesk.notification.inquiry.Topics;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** The topic of dead letters: records that could not be read or stored, unchanged, with the reason and their origin. */
@Component
class DeadTopic {
    private static final Logger LOG = LoggerFactory.getLogger(DeadTopic.class);

    private final KafkaTemplate<byte[], byte[]> kafka;
    private final KafkaAdmin admin;

    DeadTopic(KafkaTemplate<byte[], byte[]> kafka, KafkaAdmin admin) {
        this.kafka = kafka;
        this.admin = admin;
    }

    @Bean
    static NewTopic deadTopicDeclaration(InboxConfiguration.TopicSettings settings) {
        return TopicBuilder.name(Topics.DEAD).partitions(12).replicas(settings.replication())
                .config(TopicConfig.RETENTION_MS_CONFIG, Long.toString(Duration.ofDays(30).toMillis())).build();
    }

    /** Returns once the broker has it. @throws RuntimeException if it has not; then the batch must be read again */
    void put(ConsumerRecord<byte[], byte[]> record, String reason) {
        var origin = record.topic() + "-" + record.partition() + "@" + record.offset();
        var headers = new RecordHeaders(record.headers().toArray());
        headers.add(Topics.REASON, reason.getBytes(StandardCharsets.UTF_8)).add(Topics.ORIGIN,
                origin.getBytes(StandardCharsets.UTF_8));
        try {
            send(new ProducerRecord<>(Topics.DEAD, null, record.key(), record.value(), headers));
        } catch (RecordTooLargeException e) {
            headers.add(Topics.REASON, (reason + "; its data is too large to keep").getBytes(StandardCharsets.UTF_8));
            send(new ProducerRecord<>(Topics.DEAD, null, record.key(), new byte[0], headers));
        }
        LOG.error("Record {} went to {}: {}", origin, Topics.DEAD, reason);
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        try {
            kafka.send(record).get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while writing to " + Topics.DEAD, e);
        } catch (Exception e) {
            if (NestedExceptionUtils.getMostSpecificCause(e) instanceof RecordTooLargeException tooLarge) {
                throw tooLarge;
            }
            if (NestedExceptionUtils.getMostSpecificCause(e) instanceof UnknownTopicOrPartitionException) {
                admin.initialize(); // the broker was unavailable at startup, when the topic would have been created
            }
            throw new IllegalStateException(Topics.DEAD + " cannot be written", e);
        }
    }
}
