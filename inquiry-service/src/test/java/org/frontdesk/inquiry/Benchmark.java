package org.frontdesk.inquiry;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

import org.apache.kafka.clients.producer.ProducerRecord;

import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.support.SendResult;

/**
 * {@code mvn -pl inquiry-service -Pbench verify}: accepted inquiries per second with the broker's acknowledgement, and
 * of the same service without a broker. Both are warmed up with the same number of inquiries and then measured in
 * turns, so that other load on the machine affects both.
 */
class Benchmark {
    private static final int CONNECTIONS = 64;
    private static final int ROUNDS = 4;
    /** A number of inquiries instead of a time, so that the JIT compiler has optimized both equally. */
    private static final int WARM_UP = 120_000;
    private static final int MAX_WARM_UP_ROUNDS = 50;
    private static final Duration ROUND = Duration.ofSeconds(6);
    private static final String BODY = "{\"name\":\"Visitor\",\"email\":\"visitor@example.net\",\"language\":\"en\","
            + "\"topic\":\"general\",\"message\":\"" + "What helps? ".repeat(30) + "\",\"consent\":true}";
    private static final byte[] REQUEST = """
            POST /forms/request-info/inquiries HTTP/1.1\r
            Host: localhost\r
            Content-Type: application/json\r
            Content-Length: %d\r
            \r
            %s""".formatted(BODY.length(), BODY).getBytes(StandardCharsets.US_ASCII);

    /** The service without Kafka: every record is acknowledged immediately. */
    static class WithoutKafka {
        static void main(String[] args) {
            new SpringApplication(InquiryService.class, WithoutKafka.class).run(args);
        }

        @Bean
        KafkaTemplate<String, byte[]> silent(ProducerFactory<String, byte[]> producers) {
            return new KafkaTemplate<>(producers) {
                @Override
                public CompletableFuture<SendResult<String, byte[]>> send(ProducerRecord<String, byte[]> record) {
                    return CompletableFuture.completedFuture(new SendResult<>(record, null));
                }
            };
        }
    }

    /** @param took latencies of accepted inquiries in nanoseconds, sorted */
    private record Measured(String name, double seconds, long[] took) {
        double rate() {
            return took.length / seconds;
        }

        double millis(double share) {
            return took[(int) (share * (took.length - 1))] / 1e6;
        }

        void print() {
            System.out.printf("  %-16s %10.0f %10.2f %10.2f %12.1f%n", name, rate(), millis(.5), millis(.99),
                    millis(.99) / millis(.5));
        }
    }

    static void main() throws Exception {
        var folder = Files.createTempDirectory("benchmark");
        var services = new ArrayList<Process>();
        try (var broker = new BrokerProcess(folder)) {
            broker.start();
            var with = start(services, folder, InquiryService.class, broker);
            var without = start(services, folder, WithoutKafka.class, broker);
            warmUp(with);
            warmUp(without);
            var all = new ArrayList<Measured>();
            for (int i = 0; i < ROUNDS; i++) {
                all.add(send("with Kafka", with, ROUND));
                all.add(send("without Kafka", without, ROUND));
            }
            print(all);
        } finally {
            services.forEach(Process::destroyForcibly);
        }
    }

    private static void print(List<Measured> all) {
        System.out.printf("%n  %-16s %10s %10s %10s %12s%n", CONNECTIONS + " connections", "accepted/s", "median ms",
                "p99 ms", "p99/median");
        var with = together(all, "with Kafka");
        var without = together(all, "without Kafka");
        with.print();
        without.print();
        System.out.printf("  ratio %.2f%n%n", with.rate() / without.rate());
    }

    private static Measured together(List<Measured> all, String name) {
        var same = all.stream().filter(one -> one.name().equals(name)).toList();
        return new Measured(name, same.stream().mapToDouble(Measured::seconds).sum(),
                same.stream().flatMapToLong(one -> LongStream.of(one.took())).sorted().toArray());
    }

    private static int start(List<Process> services, Path folder, Class<?> main, BrokerProcess broker)
            throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        services.add(new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-Xmx512m", "-cp",
                System.getProperty("java.class.path"), main.getName(), "--server.port=" + port,
                "--server.tomcat.max-keep-alive-requests=-1",
                "--management.server.port=0", "--frontdesk.site=../site", "--frontdesk.limits.lifted=true",
                "--frontdesk.secret=a secret that only these tests know",
                "--spring.kafka.bootstrap-servers=" + broker.address()).redirectErrorStream(true)
                .redirectOutput(folder.resolve(main.getSimpleName() + ".log").toFile()).start());
        return port;
    }

    private static void warmUp(int port) throws Exception {
        var sent = 0;
        for (int round = 0; round < MAX_WARM_UP_ROUNDS && sent < WARM_UP; round++) {
            sent += send("", port, ROUND).took().length;
        }
        if (sent < WARM_UP) {
            throw new IllegalStateException("Only %,d inquiries were accepted while warming up".formatted(sent));
        }
    }

    private static Measured send(String name, int port, Duration time) throws Exception {
        awaitAccepted(port);
        var began = System.nanoTime();
        var end = began + time.toNanos();
        var took = new ArrayList<long[]>();
        try (var connections = Executors.newFixedThreadPool(CONNECTIONS)) {
            var all = new ArrayList<Future<long[]>>();
            for (int i = 0; i < CONNECTIONS; i++) {
                all.add(connections.submit(() -> sendUntil(end, port)));
            }
            for (var one : all) {
                took.add(one.get());
            }
        }
        return new Measured(name, (System.nanoTime() - began) / 1e9,
                took.stream().flatMapToLong(LongStream::of).toArray());
    }

    private static void awaitAccepted(int port) {
        await().atMost(Duration.ofMinutes(2)).ignoreExceptions()
                .until(() -> sendUntil(System.nanoTime() + ROUND.toNanos() / 100, port).length > 0);
    }

    /** With a plain socket, because an HTTP client would use CPU time that the service needs. */
    private static long[] sendUntil(long end, int port) {
        var took = new long[1024];
        var count = 0;
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(30_000);
            var buffer = new byte[8 * 1024];
            for (long began = System.nanoTime(); began < end; began = System.nanoTime()) {
                socket.getOutputStream().write(REQUEST);
                if (isAccepted(socket, buffer)) {
                    took = count == took.length ? Arrays.copyOf(took, 2 * count) : took;
                    took[count++] = System.nanoTime() - began;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Arrays.copyOf(took, count);
    }

    /** A response ends with the last chunk; its body does not contain these bytes. */
    private static boolean isAccepted(Socket socket, byte[] buffer) throws IOException {
        var length = 0;
        while (true) {
            var count = socket.getInputStream().read(buffer, length, buffer.length - length);
            if (count < 0) {
                return false;
            }
            length += count;
            var text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
            if (text.endsWith("\r\n0\r\n\r\n")) {
                return text.startsWith("HTTP/1.1 202");
            }
        }
    }
}
