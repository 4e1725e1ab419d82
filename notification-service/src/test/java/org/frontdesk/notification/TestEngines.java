package org.frontdesk.notification;

import java.io.IOException;
import java.io.UncheckedIOException;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * Kafka and PostgreSQL for the tests of this module: embedded in this process and beside it, or with {@code mvn verify
 * -Pcontainers} as Testcontainers' containers. They end with the JVM.
 *
 * @param database the JDBC URL of the database {@code postgres}, with user and password
 */
record TestEngines(String brokers, String database) {

    static TestEngines start() {
        return System.getProperty("test.engines", "embedded").equals("containers") ? inContainers() : embedded();
    }

    private static TestEngines embedded() {
        var kafka = new EmbeddedKafkaKraftBroker(1, 1);
        kafka.brokerProperty("auto.create.topics.enable", "false");
        kafka.afterPropertiesSet();
        try {
            return new TestEngines(kafka.getBrokersAsString(),
                    EmbeddedPostgres.start().getJdbcUrl("postgres", "postgres"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestEngines inContainers() {
        var kafka = new KafkaContainer("apache/kafka:4.2.1").withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        var postgres = new PostgreSQLContainer("postgres:18").withDatabaseName("postgres").withUsername("postgres");
        kafka.start();
        postgres.start();
        return new TestEngines(kafka.getBootstrapServers(), postgres.getJdbcUrl().replaceFirst("\\?.*", "")
                + "?user=" + postgres.getUsername() + "&password=" + postgres.getPassword());
    }

    /** The JDBC URL of another database of the same server. */
    String database(String name) {
        return database.replaceFirst("/postgres(?=\\?|$)", "/" + name);
    }
}
