package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerTest {
    @TempDir
    static Path folder;
    static TestRun runs;
    static SupervisedProcess broker;

    @BeforeAll
    static void start() {
        runs = TestRun.in(folder);
        broker = Broker.in(runs.run());
        broker.start();
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @Test
    void keeps_topics_records_and_port_after_a_kill() throws Exception {
        write("kept", "before the kill");
        ProcessHandle killed = broker.handle();

        broker.kill();
        assertThat(killed).matches(gone -> !StaleProcesses.isAlive(gone));
        assertThat(Broker.answers(runs.ports().kafka())).isFalse();

        broker.start();
        assertThat(read("kept")).containsExactly("before the kill");
    }

    @Test
    void is_restarted_when_it_dies_and_the_console_says_so() {
        ProcessHandle died = broker.handle();

        died.destroyForcibly();

        await().atMost(Duration.ofSeconds(60)).until(() -> !broker.handle().equals(died)
                && Broker.answers(runs.ports().kafka()));
        assertThat(runs.console()).anyMatch(line -> line.matches("\\s+kafka\\s+ended with exit code 137, starting.*"));
        await().until(() -> runs.console().stream().anyMatch(line -> line.contains("ready again")));
    }

    @Test
    void creates_no_topics_automatically() {
        try (var admin = Admin.create(at())) {
            assertThatThrownBy(() -> admin.describeTopics(List.of("never-declared")).allTopicNames().get())
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    private static void write(String topic, String value) throws Exception {
        try (var admin = Admin.create(at())) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(at(), new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    private static List<String> read(String topic) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(at(), new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return await().until(() -> values(consumer), values -> !values.isEmpty());
        }
    }

    private static List<String> values(KafkaConsumer<String, String> consumer) {
        return StreamSupport.stream(consumer.poll(Duration.ofMillis(200)).spliterator(), false)
                .map(ConsumerRecord::value).toList();
    }

    private static Map<String, Object> at() {
        return Map.of("bootstrap.servers", "127.0.0.1:" + runs.ports().kafka());
    }
}
