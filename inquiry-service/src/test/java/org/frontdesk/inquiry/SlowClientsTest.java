package org.frontdesk.inquiry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;

/** Slow clients are disconnected and do not affect visitors. */
class SlowClientsTest extends RunningService {
    /** The timeout in these tests is 2 s; a refused body gets it again for its rest. Tomcat checks every second. */
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration PACE = Duration.ofMillis(500);
    private static final int WARM_UP = 100;
    private static final String LINE = "POST " + INQUIRIES + " HTTP/1.1\r\nHost: localhost\r\n";
    private static final String JSON_TYPE = "Content-Type: application/json\r\n";
    private static final String HEADER = LINE + "X-Slow: " + "x".repeat(4_000);
    private static final String BODY = LINE + JSON_TYPE + "Content-Length: 60000\r\n\r\n";
    private static final String MANY = "GET /widget.js HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private int visitors;

    /** Sends a first part at once, then one byte at a time or nothing; reads many responses a few bytes at a time. */
    private final class Slow {
        private final String atOnce;
        private final boolean silent;
        private final ByteBuffer taken;
        private final SocketChannel channel;
        private final long began = System.nanoTime();
        private volatile Duration life;

        Slow(int port, String atOnce, boolean silent) {
            this.atOnce = atOnce;
            this.silent = silent;
            taken = ByteBuffer.allocate(atOnce.startsWith(MANY) ? 100 : 4_096);
            try {
                channel = SocketChannel.open().setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
                channel.connect(new InetSocketAddress("127.0.0.1", port));
                channel.configureBlocking(false);
                channel.write(ByteBuffer.wrap(atOnce.getBytes(US_ASCII)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void next() {
            try {
                if (channel.read(taken.clear()) < 0 || !silent && channel.write(ByteBuffer.wrap(
                        new byte[]{'x'})) < 0) {
                    disconnected();
                }
            } catch (IOException e) {
                disconnected();
            }
        }

        private void disconnected() {
            life = Duration.ofNanos(System.nanoTime() - began);
            try {
                channel.close();
            } catch (IOException e) {
                // The service has already closed it.
            }
        }

        boolean isDisconnected() {
            return life != null;
        }

        @Override
        public String toString() {
            return atOnce.lines().findFirst().orElse("nothing") + " … for " + life;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 1_000})
    void visitors_are_served_within_a_second_while_slow_headers_and_bodies_hold_connections(int ofEach)
            throws IOException {
        for (int i = 0; i < WARM_UP; i++) {
            visitorMillis();
        }
        var slow = Stream.of(HEADER, BODY).flatMap(kind -> IntStream.range(0, ofEach).mapToObj(_ -> new Slow(port, kind,
                false))).toList();
        var times = new ArrayList<Long>();
        try (var pace = Executors.newSingleThreadScheduledExecutor()) {
            var rounds = pace.scheduleWithFixedDelay(
                    () -> slow.stream().filter(one -> !one.isDisconnected()).forEach(Slow::next),
                    0, PACE.toMillis(), TimeUnit.MILLISECONDS);
            for (var began = System.nanoTime(); !slow.stream().allMatch(Slow::isDisconnected);) {
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LIMIT.multipliedBy(2));
                times.add(visitorMillis());
            }
            rounds.cancel(false);
        }
        times.sort(null);
        var latest = slow.stream().map(one -> one.life).max(Duration::compareTo).orElseThrow();
        System.out.printf("%n  %,d visitors beside %,d slow headers and %,d slow bodies: median %d ms, p99 %d ms,"
                + " slowest %d ms; the last of the slow was cut after %d ms%n%n", times.size(), ofEach, ofEach,
                at(times,
                        50),
                at(times, 99), times.getLast(), latest.toMillis());
        assertThat(at(times, 99)).isLessThan(1_000);
        assertThat(latest).isLessThan(LIMIT);
    }

    private static long at(List<Long> sorted, int percent) {
        return sorted.get((sorted.size() - 1) * percent / 100);
    }

    /** On a new connection, like a visitor. */
    private long visitorMillis() throws IOException {
        var began = System.nanoTime();
        try (var socket = new Socket("127.0.0.1", port)) {
            var body = JSON.writeValueAsString(inquiry());
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write((LINE + "X-Forwarded-For: 2001:db8:1:%x::1\r\n" + JSON_TYPE
                    + "Content-Length: %d\r\n\r\n%s").formatted(visitors++ & 0xffff, body.length(), body).getBytes(
                            US_ASCII));
            assertThat(status(socket)).isEqualTo("HTTP/1.1 202");
        }
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }

    private static String status(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(12), US_ASCII);
    }

    /**
     * Slowness that a timeout per byte would not end. A client that reads nothing notices the end only by sending more.
     */
    @Test
    void every_kind_of_slow_client_is_disconnected() {
        var requests = Stream.of("", "\r\n", "GET", "GET /widget.js?", LINE + "X: ", HEADER, BODY,
                LINE + JSON_TYPE + "Transfer-Encoding: chunked\r\n\r\n5;x=",
                LINE + "Content-Type: text/plain\r\nContent-Length: 60000\r\n\r\n",
                "GET /nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n").toList();
        var ways = Stream.of(requests.stream().map(begun -> new Slow(port, begun, true)),
                requests.stream().map(begun -> new Slow(port, begun, false)),
                Stream.of(new Slow(port, MANY.repeat(2_000), false))).flatMap(all -> all).toList();

        await().pollInterval(PACE).atMost(LIMIT).until(() -> {
            ways.stream().filter(one -> !one.isDisconnected()).forEach(Slow::next);
            return ways.stream().filter(one -> !one.isDisconnected()).toList();
        }, List::isEmpty);
    }

    /** The skipped body arrives after the response, and the next request after the timeout for a request. */
    @Test
    void a_connection_whose_body_was_skipped_serves_another_request_until_its_keep_alive_timeout() throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            var out = socket.getOutputStream();
            out.write((LINE + "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n").getBytes(US_ASCII));
            assertThat(status(socket)).isEqualTo("HTTP/1.1 415");
            out.write("{}".getBytes(US_ASCII));
            awaitIdle(socket, Duration.ofSeconds(4));
            out.write(MANY.getBytes(US_ASCII));
            assertThat(status(socket)).isEqualTo("HTTP/1.1 200");
        }
    }

    /** Reads the rest of a response, and fails if the service then closes the connection. */
    private static void awaitIdle(Socket socket, Duration idle) throws IOException {
        socket.setSoTimeout(Math.toIntExact(idle.toMillis()));
        try {
            while (true) {
                assertThat(socket.getInputStream().read()).isNotNegative();
            }
        } catch (SocketTimeoutException e) {
            socket.setSoTimeout(30_000);
        }
    }

    @Test
    void once_half_of_the_connections_are_in_use_the_timeout_is_shorter() {
        try (var crowded = SpringApplication.run(InquiryService.class, "--server.port=0", "--management.server.port=0",
                "--frontdesk.site=../site", "--frontdesk.secret=a secret that only these tests know",
                "--spring.kafka.bootstrap-servers=127.0.0.1:1", "--server.tomcat.connection-timeout=15s",
                "--server.tomcat.max-connections=20")) {
            var there = crowded.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            var slow = IntStream.range(0, 15).mapToObj(_ -> new Slow(there, HEADER, false)).toList();

            await().pollInterval(PACE).atMost(Duration.ofSeconds(10)).until(() -> {
                slow.stream().filter(one -> !one.isDisconnected()).forEach(Slow::next);
                return slow.stream().filter(Slow::isDisconnected).count() >= 5;
            });
        }
    }

    /** 60 KB at 12 KB per second take longer than the timeout for a request, but are not slow. */
    @Test
    void a_long_body_gets_time_for_its_length() throws IOException {
        try (var pace = Executors.newSingleThreadScheduledExecutor(); var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(30_000);
            var out = socket.getOutputStream();
            out.write(BODY.getBytes(US_ASCII));
            for (int i = 0; i < 10; i++) {
                pace.schedule(() -> {
                    out.write(new byte[6_000]);
                    return null;
                }, i * PACE.toMillis(), TimeUnit.MILLISECONDS);
            }
            assertThat(status(socket)).isEqualTo("HTTP/1.1 400");
        }
    }
}
