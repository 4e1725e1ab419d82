package org.frontdesk.inquiry.publishing;

import static org.apache.kafka.clients.producer.ProducerConfig.ACKS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.BOOTSTRAP_SERVERS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.LINGER_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.MAX_BLOCK_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG;

import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.Utils;
import org.frontdesk.inquiry.site.SetupMistake;

import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

/**
 * Validates Kafka's settings at startup, without a broker. Kafka's clients validate them only when they are created,
 * which is retried every second while no broker answers: an invalid setting would look like a broker outage.
 */
@Component
class KafkaSettingsCheck {

    KafkaSettingsCheck(ProducerFactory<?, ?> producers, KafkaAdmin admin) {
        try {
            new AdminClientConfig(admin.getConfigurationProperties());
            check(new ProducerConfig(producers.getConfigurationProperties()));
        } catch (ConfigException e) {
            throw new SetupMistake("spring.kafka: " + e.getMessage());
        }
    }

    private static void check(ProducerConfig config) {
        for (var address : config.getList(BOOTSTRAP_SERVERS_CONFIG)) {
            need(Utils.getHost(address) != null && Utils.getPort(address) != null, BOOTSTRAP_SERVERS_CONFIG, address,
                    "host:port, several separated by commas");
        }
        var acks = config.getString(ACKS_CONFIG);
        need(acks.equals("all") || acks.equals("-1"), ACKS_CONFIG, acks,
                "all, because visitors are told that their inquiry is safe");
        need(config.getInt(DELIVERY_TIMEOUT_MS_CONFIG) >= config.getLong(LINGER_MS_CONFIG)
                + config.getInt(REQUEST_TIMEOUT_MS_CONFIG), DELIVERY_TIMEOUT_MS_CONFIG,
                config.getInt(DELIVERY_TIMEOUT_MS_CONFIG), "at least linger.ms and request.timeout.ms together");
        need(config.getInt(DELIVERY_TIMEOUT_MS_CONFIG) <= 60_000, DELIVERY_TIMEOUT_MS_CONFIG,
                config.getInt(DELIVERY_TIMEOUT_MS_CONFIG), "at most 60000, because a visitor waits for it");
        need(config.getLong(MAX_BLOCK_MS_CONFIG) >= 100 && config.getLong(MAX_BLOCK_MS_CONFIG) <= 60_000,
                MAX_BLOCK_MS_CONFIG, config.getLong(MAX_BLOCK_MS_CONFIG),
                "100 to 60000, because a visitor waits for it");
    }

    private static void need(boolean valid, String setting, Object found, String expected) {
        if (!valid) {
            throw SetupMistake.at("spring.kafka: " + setting, String.valueOf(found), expected);
        }
    }
}
