package org.frontdesk.notification.delivery;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.frontdesk.notification.inquiry.InquirySubmitted;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code mvn -pl notification-service -Pbench verify}: how fast a backlog in the topic is delivered to the relay, with
 * durable commits, compared with a {@link BareLoop} on this machine in the same run; the same with a million sent
 * deliveries in the table; and the latency of one alert when nothing else is owed. After a warm-up the measurements
 * alternate, so that other load on the machine affects both.
 */
class Benchmark implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final int INQUIRIES = 1500;
    private static final int WARM_UP = 5;
    private static final int ROUNDS = 4;
    private static final int DELIVERED = 1_000_000;
    private static final int ALONE = 300;

    private final Path folder = Files.createTempDirectory("speed");
    private final BenchmarkSink sink = new BenchmarkSink();
    private final EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 12, "inquiries");
    private final EmbeddedPostgres postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on").start();
    private final JdbcClient db = JdbcClient.create(postgres.getPostgresDatabase());
    private final KafkaProducer<byte[], byte[]> producer;
    private final Process service;
    private final Process bare;
    private final BufferedReader answers;
    private long next;

    private Benchmark() throws IOException {
        broker.afterPropertiesSet();
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", broker.getBrokersAsString(), "acks", "all"),
                new ByteArraySerializer(), new ByteArraySerializer());
        service = start(new ProcessBuilder().redirectOutput(folder.resolve("service.log").toFile()),
                "org.frontdesk.notification.NotificationService", "--server.port=0", "--management.server.port=0",
                "--frontdesk.replies.limited=false", "--spring.kafka.bootstrap-servers=" + broker.getBrokersAsString(),
                "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"));
        bare = start(new ProcessBuilder(), BareLoop.class.getName(), "--spring.main.web-application-type=none");
        answers = bare.inputReader();
        answer("ready");
        await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> accounted() == 0);
    }

    static void main() {
        try (var benchmark = new Benchmark()) {
            benchmark.measure();
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
        System.exit(0); // the broker's threads would keep running
    }

    private void measure() throws Exception {
        System.out.printf("%n  PostgreSQL: fsync %s, synchronous_commit %s; %d connections to the relay%n",
                db.sql("SHOW fsync").query(String.class).single(),
                db.sql("SHOW synchronous_commit").query(String.class).single(), CONNECTIONS);
        rounds(WARM_UP);
        print("an empty table", rounds(ROUNDS));
        deliver(DELIVERED);
        rounds(1);
        print("a million delivered", rounds(ROUNDS));
        printAlone();
    }

    /** @param bare, service mails a second */
    private record Rates(double bare, double service) {}

    private Rates rounds(int rounds) throws IOException {
        long ofBare = 0;
        long ofService = 0;
        for (int i = 0; i < rounds; i++) {
            ofBare += bareRound();
            ofService += serviceRound();
            next += INQUIRIES;
        }
        var mails = 2e9 * INQUIRIES * rounds;
        return new Rates(mails / ofBare, mails / ofService);
    }

    private static void print(String table, Rates rates) {
        System.out.printf("  %-22s bare %6.0f mails/s   service %6.0f mails/s   ratio %.2f%n", table, rates.bare(),
                rates.service(), rates.service() / rates.bare());
    }

    private long bareRound() throws IOException {
        bare.getOutputStream().write((next + " " + INQUIRIES + "\n").getBytes());
        bare.getOutputStream().flush();
        return Long.parseLong(answer("took "));
    }

    /** Until all deliveries are recorded as sent, including the time to publish. */
    private long serviceRound() {
        var records = LongStream.range(next, next + INQUIRIES).mapToObj(BenchmarkInquiries::number)
                .map(Benchmark::record)
                .toList();
        var accounted = accounted() + INQUIRIES;
        var began = System.nanoTime();
        records.forEach(producer::send);
        producer.flush();
        awaitSent(accounted);
        return System.nanoTime() - began;
    }

    private void awaitSent(long accounted) {
        await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofMinutes(5)).until(() -> accounted() == accounted
                && db.sql("SELECT NOT EXISTS (SELECT FROM delivery WHERE state = 'due') AND NOT EXISTS"
                        + " (SELECT FROM delivery WHERE state = 'sending')").query(Boolean.class).single());
    }

    private long accounted() {
        return db.sql("SELECT coalesce(sum(records), 0) FROM account").query(Long.class).single();
    }

    private static ProducerRecord<byte[], byte[]> record(ObjectNode inquiry) {
        return new ProducerRecord<>("inquiries", null, inquiry.get("id").asString().getBytes(StandardCharsets.UTF_8),
                inquiry.toString().getBytes(StandardCharsets.UTF_8),
                List.of(new RecordHeader("ce_type", InquirySubmitted.TYPE.getBytes(StandardCharsets.UTF_8))));
    }

    private void deliver(int mails) {
        db.sql("""
                INSERT INTO inquiry (id, reference, form, language, submitted_at, content_hash, event, email_hash, mailbox_hash,
                                     received_at)
                SELECT uuidv7(), substr(md5(n::text), 1, 14), 'request-info', 'en', at, md5(n::text), event, md5(n::text),
                       md5(n::text), at
                FROM generate_series(1, :inquiries) AS n, (SELECT event FROM inquiry LIMIT 1),
                     LATERAL (SELECT now() - n * interval '10 seconds' AS at)
                """).param("inquiries", mails / 2).update();
        db.sql("""
                INSERT INTO delivery (id, inquiry_id, kind, recipient, recipient_hash, client, language, state, attempt,
                                      relay_reply, created_at, changed_at)
                SELECT gen_random_uuid(), id, kind, 'desk@example.org', email_hash, email_hash, language, 'sent', 1,
                       '250 ok', received_at, received_at
                FROM inquiry, unnest(ARRAY['alert', 'reply']) AS kind WHERE submitted_at = received_at
                """).update();
        db.sql("VACUUM ANALYZE").update();
    }

    /** From publishing an inquiry to the relay's 250 for its alert, while nothing else is owed. */
    private void printAlone() {
        var took = new long[ALONE];
        for (int i = 0; i < ALONE; i++) {
            took[i] = alone(BenchmarkInquiries.number(next++));
        }
        Arrays.sort(took);
        System.out.printf("  alone: submitted to the relay's 250 for the alert: median %.1f ms, p99 %.1f ms%n%n",
                took[ALONE / 2] / 1e6, took[ALONE * 99 / 100] / 1e6);
    }

    private long alone(ObjectNode inquiry) {
        var alert = sink.nextAlert();
        var accounted = accounted() + 1;
        var began = System.nanoTime();
        producer.send(record(inquiry));
        var took = alert.join() - began;
        awaitSent(accounted);
        return took;
    }

    private Process start(ProcessBuilder builder, String main, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(), "-Xmx512m", "-cp",
                System.getProperty("java.class.path"), main, "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + sink.port(), "--frontdesk.delivery.connections=" + CONNECTIONS,
                "--frontdesk.site=../site", "--frontdesk.secret=a secret that only measurements know"));
        command.addAll(List.of(arguments));
        return builder.command(command).redirectError(folder.resolve(main + ".err").toFile()).start();
    }

    private String answer(String beginning) throws IOException {
        for (var line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
        }
        throw new IllegalStateException(
                "The bare loop ended with " + bare.onExit().join().exitValue() + "; see " + folder);
    }

    @Override
    public void close() throws IOException {
        service.destroyForcibly();
        bare.destroyForcibly();
        producer.close();
        broker.destroy();
        postgres.close();
        sink.close();
    }
}
