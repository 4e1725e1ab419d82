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

import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Declares the topic and is ready once it stands. A broker lost later leaves the service ready: taken out of service,
 * it could not tell visitors what to do instead.
 */
@Component
class InquiriesTopic implements HealthIndicator {
    static final String NAME = "inquiries";
    private static final Logger LOG = LoggerFactory.getLogger(InquiriesTopic.class);
    private static final int PARTITIONS = 12;
    private static final int SAFE_REPLICAS = 3;
    private static final int SAFE_IN_SYNC = 2;

    private final KafkaAdmin admin;
    private final KafkaTemplate<String, byte[]> kafka;
    private volatile boolean standing;
    private boolean told;

    InquiriesTopic(KafkaAdmin admin, KafkaTemplate<String, byte[]> kafka) {
        this.admin = admin;
        this.kafka = kafka;
    }

    @Bean
    static NewTopic inquiries(PublishingSettings settings) {
        var topic = TopicBuilder.name(NAME).partitions(PARTITIONS).replicas(settings.replication())
                .config(CLEANUP_POLICY_CONFIG, "compact,delete")
                .config(RETENTION_MS_CONFIG, millis(14))
                // As long as the events: from its tombstone a restored backup learns that an inquiry was erased since.
                .config(DELETE_RETENTION_MS_CONFIG, millis(14))
                .config(SEGMENT_MS_CONFIG, millis(1))
                .config(MAX_COMPACTION_LAG_MS_CONFIG, millis(1));
        // Said only when it makes the topic safer: an instance without the setting must not lower it for all others.
        return settings.replication() < SAFE_REPLICAS
                ? topic.build()
                : topic.config(MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(SAFE_IN_SYNC)).build();
    }

    private static String millis(int days) {
        return String.valueOf(Duration.ofDays(days).toMillis());
    }

    @Override
    public Health health() {
        return standing
                ? Health.up().build()
                : Health.outOfService().withDetail("reason", "no broker has the topic yet").build();
    }

    @Scheduled(fixedDelayString = "1s")
    void declare() {
        if (standing) {
            return;
        }
        try {
            standing = admin.initialize() && isKnownToTheProducer();
        } catch (IllegalStateException | KafkaException e) {
            tellOnce();
        }
        if (standing) {
            LOG.info("Ready: the topic {} stands", NAME);
            warnIfUnsafe();
        }
    }

    /** It connects and asks for the topic here, or the first visitors' two seconds (max.block.ms) would go into that. */
    private boolean isKnownToTheProducer() {
        return !kafka.partitionsFor(NAME).isEmpty();
    }

    private void tellOnce() {
        if (!told) {
            told = true;
            LOG.warn("Not ready: no broker at {} could declare the topic {}; trying again every second",
                    admin.getConfigurationProperties().get("bootstrap.servers"), NAME);
        }
    }

    private void warnIfUnsafe() {
        try {
            var replicas = admin.describeTopics(NAME).get(NAME).partitions().getFirst().replicas().size();
            var inSync = inSync();
            if (replicas < SAFE_REPLICAS || inSync < SAFE_IN_SYNC) {
                LOG.warn("Topic {} has {} replicas and min.insync.replicas {}: a lost disk can lose inquiries;"
                        + " in production set FRONTDESK_REPLICATION=3", NAME, replicas, inSync);
            }
        } catch (KafkaException | ExecutionException e) {
            LOG.warn("Whether topic {} survives a lost disk could not be read: {}", NAME, e.getClass().getSimpleName());
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
