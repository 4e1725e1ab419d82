package org.frontdesk.playground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.Uuid;

/** A real Kafka broker in its own process. It keeps its port and topics when it is killed and restarted. */
final class Broker {

    private Broker() {}

    static SupervisedProcess in(Run run) {
        Path properties = run.data().resolve("broker.properties");
        write(properties, properties(run));
        List<String> command = JavaCommand.command("384m", "-Dplayground.log=" + run.log("kafka"), "-classpath",
                System.getProperty("java.class.path"), BrokerProcess.class.getName(), properties.toString(),
                Uuid.randomUuid().toString());
        return new SupervisedProcess("kafka", run, command, Map.of(), () -> answers(run.ports().kafka()));
    }

    /**
     * As in production, topics are not created automatically. Kafka's internal topics have few partitions, since each is a
     * folder. The log cleaner's buffer, 128 MiB by default, is allocated twice while its settings change, which is more
     * than this heap.
     */
    private static String properties(Run run) {
        Ports ports = run.ports();
        return """
                process.roles=broker,controller
                node.id=1
                listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
                advertised.listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
                controller.listener.names=CONTROLLER
                controller.quorum.bootstrap.servers=127.0.0.1:%d
                log.dirs=%s
                auto.create.topics.enable=false
                offsets.topic.num.partitions=3
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=3
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.num.partitions=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                log.cleaner.dedupe.buffer.size=4194304
                """.formatted(ports.kafka(), ports.kafkaController(), ports.kafka(), ports.kafkaController(),
                ports.kafkaController(), run.data().resolve("kafka").toString().replace('\\', '/'));
    }

    /** Sends a request, since a broker listens long before it is ready. */
    static boolean answers(int port) {
        if (!Ports.answers("127.0.0.1", port)) {
            return false;
        }
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port))) {
            return !admin.describeCluster(new DescribeClusterOptions().timeoutMs(1000)).nodes().get().isEmpty();
        } catch (ExecutionException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
