package org.frontdesk.inquiry;

import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** The broker for the tests of this module, started once, however many application contexts they need. */
final class TestBroker {
    static final String BOOTSTRAP_SERVERS = start();

    private TestBroker() {}

    private static String start() {
        var kafka = new EmbeddedKafkaKraftBroker(1, 1);
        kafka.afterPropertiesSet();
        return kafka.getBrokersAsString();
    }
}
