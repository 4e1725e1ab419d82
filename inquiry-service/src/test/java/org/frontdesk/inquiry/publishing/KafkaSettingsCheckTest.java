package org.frontdesk.inquiry.publishing;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.common.serialization.StringSerializer;
import org.frontdesk.inquiry.site.SetupMistake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/** Refuses what Kafka's clients would refuse only when they are used, and what would break a promise to visitors. */
class KafkaSettingsCheckTest {
    private static final Map<String, Object> GOOD = Map.of("bootstrap.servers", "none.invalid:9092", "acks", "all",
            "delivery.timeout.ms", "7000", "request.timeout.ms", "3000", "linger.ms", "2", "max.block.ms", "2000",
            "key.serializer", StringSerializer.class, "value.serializer", StringSerializer.class);

    @Test
    void an_unresolvable_broker_is_accepted() {
        assertThatNoException().isThrownBy(() -> check("acks", "-1"));
    }

    @ParameterizedTest
    @CsvSource({"bootstrap.servers,kafka", "bootstrap.servers,kafka:", "bootstrap.servers,http//kafka", "acks,0",
            "acks,1",
            "delivery.timeout.ms,7", "delivery.timeout.ms,0", "delivery.timeout.ms,-1",
            "delivery.timeout.ms,1000000000",
            "max.block.ms,0", "max.block.ms,2", "max.block.ms,-5", "max.block.ms,1000000000", "max.block.ms,2s",
            "request.timeout.ms,-1", "request.timeout.ms,1000000000", "linger.ms,-1", "security.protocol,TLS",
            "retries,-1", "batch.size,-1", "max.in.flight.requests.per.connection,0"})
    void an_invalid_setting_is_reported_with_its_name(String setting, String value) {
        assertThatExceptionOfType(SetupMistake.class).isThrownBy(() -> check(setting, value))
                .withMessageStartingWith("spring.kafka: ");
    }

    private static void check(String setting, Object value) {
        var all = new HashMap<>(GOOD);
        all.put("enable.idempotence", "false");
        all.put(setting, value);
        new KafkaSettingsCheck(new DefaultKafkaProducerFactory<>(all), new KafkaAdmin(all));
    }
}
