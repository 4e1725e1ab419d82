package org.frontdesk.inquiry;

import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

import org.testcontainers.kafka.KafkaContainer;

/**
 * The broker for the tests of this module, started once per JVM: embedded or, with {@code mvn verify -Pcontainers}, a
 * Testcontainers container.
 */
final class TestBroker {
    static final String BOOTSTRAP_SERVERS = System.getProperty("test.engines", "embedded").equals("containers")
            ? inContainer()
            : embedded();

    private TestBroker() {}

    private static String embedded() {
        var kafka = new EmbeddedKafkaKraftBroker(1, 1);
        kafka.afterPropertiesSet();
        return kafka.getBrokersAsString();
    }

    private static String inContainer() {
        var kafka = new KafkaContainer("apache/kafka:4.2.1");
        kafka.start();
        return kafka.getBootstrapServers();
    }
}
