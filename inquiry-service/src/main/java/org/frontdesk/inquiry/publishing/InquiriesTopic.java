package org.frontdesk.inquiry.publishing;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.DELETE_RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_MS_CONFIG;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.validation.annotation.Validated;

/**
 * Declares the topic; the service is ready once it exists. The service stays ready if the broker goes down later:
 * without traffic it could not tell visitors what to do instead.
 */
@Component
class InquiriesTopic implements HealthIndicator {
    static final String NAME = "inquiries";
    private static final Logger LOG = LoggerFactory.getLogger(InquiriesTopic.class);
    private static final int PARTITIONS = 12;
    private static final int SAFE_REPLICAS = 3;
    private static final int SAFE_IN_SYNC = 2;

    /** @param replication replicas of the topic if this service creates it; 3 in production */
    @Validated
    @ConfigurationProperties("frontdesk")
    record Settings(@DefaultValue("1") @Min(1) @Max(9) short replication) {}

    private final KafkaAdmin admin;
    private final KafkaTemplate<String, byte[]> kafka;
    private volatile boolean exists;
    private boolean warned;

    InquiriesTopic(KafkaAdmin admin, KafkaTemplate<String, byte[]> kafka) {
        this.admin = admin;
        this.kafka = kafka;
    }

    @Bean
    static NewTopic inquiries(Settings settings) {
        var topic = TopicBuilder.name(NAME).partitions(PARTITIONS).replicas(settings.replication())
                .config(CLEANUP_POLICY_CONFIG, "compact,delete")
                .config(RETENTION_MS_CONFIG, millis(14))
                // As long as the events, so that after a restored backup the tombstones still erase what was erased
                // since.
                .config(DELETE_RETENTION_MS_CONFIG, millis(14))
                .config(SEGMENT_MS_CONFIG, millis(1))
                .config(MAX_COMPACTION_LAG_MS_CONFIG, millis(1));
        // Set only to make the topic safer: an instance without the setting must not lower it for the others.
        return settings.replication() < SAFE_REPLICAS
                ? topic.build()
                : topic.config(MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(SAFE_IN_SYNC)).build();
    }

    private static String millis(int days) {
        return String.valueOf(Duration.ofDays(days).toMillis());
    }

    @Override
    public Health health() {
        return exists
                ? Health.up().build()
                : Health.outOfService().withDetail("reason", "the topic does not exist yet").build();
    }

    @Scheduled(fixedDelayString = "1s")
    void declare() {
        if (exists) {
            return;
        }
        try {
            exists = admin.initialize() && isKnownToTheProducer();
        } catch (IllegalStateException | KafkaException e) {
            warnOnce();
        }
        if (exists) {
            LOG.info("Ready: topic {} exists", NAME);
            warnIfUnsafe();
        }
    }

    /** Connects the producer and fetches metadata, so that the first visitors do not spend max.block.ms on it. */
    private boolean isKnownToTheProducer() {
        return !kafka.partitionsFor(NAME).isEmpty();
    }

    private void warnOnce() {
        if (!warned) {
            warned = true;
            LOG.warn("Not ready: no broker at {} could create topic {}. Retrying every second",
                    admin.getConfigurationProperties().get("bootstrap.servers"), NAME);
        }
    }

    private void warnIfUnsafe() {
        try {
            var replicas = admin.describeTopics(NAME).get(NAME).partitions().getFirst().replicas().size();
            var inSync = inSync();
            if (replicas < SAFE_REPLICAS || inSync < SAFE_IN_SYNC) {
                LOG.warn("Topic {} has {} replicas and min.insync.replicas {}: a disk failure can lose inquiries."
                        + " In production set FRONTDESK_REPLICATION=3", NAME, replicas, inSync);
            }
        } catch (KafkaException | ExecutionException e) {
            LOG.warn("Could not read the replication of topic {}: {}", NAME, e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int inSync() throws ExecutionException, InterruptedException {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, NAME);
        try (var client = AdminClient.create(admin.getConfigurationProperties())) {
            var config = client.describeConfigs(List.of(topic)).all().get().get(topic);
            return Integer.parseInt(config.get(MIN_IN_SYNC_REPLICAS_CONFIG).value());
        }
    }
}
