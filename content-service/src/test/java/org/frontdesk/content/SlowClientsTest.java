package org.frontdesk.content;

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
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Clients that send or receive almost nothing are disconnected, and do not slow down visitors. */
@TestPropertySource(properties = "server.tomcat.connection-timeout=2s")
class SlowClientsTest extends RunningService {
    /** Tomcat checks every second. */
    private static final Duration CUT = Duration.ofSeconds(8);
    private static final Duration PACE = Duration.ofMillis(500);
    private static final int WARM_UP = 100;
    private static final String PAGE = "GET /pages/heart?lang=en HTTP/1.1\r\nHost: localhost\r\n";
    private static final String HEADER = PAGE + "X-Slow: ";

    /** Sends the given bytes at once, then a byte at a time unless silent, and reads responses in small pieces. */
    private static final class Slow {
        private final String sent;
        private final boolean silent;
        private final SocketChannel channel;
        private final long began = System.nanoTime();
        private volatile Duration life;

        Slow(int port, String sent, boolean silent) {
            this.sent = sent;
            this.silent = silent;
            try {
                channel = SocketChannel.open().setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
                channel.connect(new InetSocketAddress("127.0.0.1", port));
                channel.configureBlocking(false);
                channel.write(ByteBuffer.wrap(sent.getBytes(US_ASCII)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void next() {
            try {
                boolean ended = channel.read(ByteBuffer.allocate(100)) < 0;
                if (ended || !silent && channel.write(ByteBuffer.wrap(new byte[]{'x'})) < 0) {
                    end();
                }
            } catch (IOException e) {
                end();
            }
        }

        private void end() {
            life = Duration.ofNanos(System.nanoTime() - began);
            try {
                channel.close();
            } catch (IOException e) {
                // The server has closed it.
            }
        }

        boolean isCut() {
            return life != null;
        }

        @Override
        public String toString() {
            return (silent ? "silent after " : "slow after ") + sent.lines().findFirst().orElse("nothing");
        }
    }

    @Test
    void a_page_takes_less_than_a_second_during_a_thousand_slow_headers_and_these_are_closed() throws IOException {
        for (int i = 0; i < WARM_UP; i++) {
            visitorsMillis();
        }
        List<Slow> slow = IntStream.range(0, 1_000).mapToObj(_ -> new Slow(port(), HEADER, false)).toList();
        List<Long> times = new ArrayList<>();
        try (ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor()) {
            pace.scheduleWithFixedDelay(() -> advance(slow), 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
            long end = System.nanoTime() + CUT.toNanos();
            while (System.nanoTime() < end && !slow.stream().allMatch(Slow::isCut)) {
                times.add(visitorsMillis());
            }
            pace.shutdownNow();
        }
        times.sort(null);
        long most = times.get((times.size() - 1) * 99 / 100);
        System.out.printf("%n  %,d pages beside %,d slow headers: median %d ms, p99 %d ms, slowest %d ms%n%n",
                times.size(), slow.size(), times.get(times.size() / 2), most, times.getLast());
        assertThat(slow).allMatch(Slow::isCut);
        assertThat(most).isLessThan(1_000);
    }

    @Test
    void every_kind_of_slow_client_is_closed() {
        List<String> requests = List.of("", "\r\n", "GET", "GET /pages?", HEADER,
                HEADER + "x".repeat(4_000) + "\r\nX: ",
                "POST /pages HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n",
                "POST /pages HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5;x=");
        List<Slow> ways = Stream.of(requests.stream().map(begun -> new Slow(port(), begun, false)),
                requests.stream().map(begun -> new Slow(port(), begun, true)),
                // Does not read the responses.
                Stream.of(new Slow(port(), (PAGE + "\r\n").repeat(5_000), false))).flatMap(all -> all).toList();

        await().pollInterval(PACE).atMost(CUT).until(() -> {
            advance(ways);
            return ways.stream().filter(way -> !way.isCut()).toList();
        }, List::isEmpty);
    }

    /** The skipped body arrives after the response, and the next request after the timeout for a request. */
    @Test
    void a_connection_whose_body_was_skipped_serves_another_request_until_its_keep_alive_timeout() throws IOException {
        try (var socket = new Socket("127.0.0.1", port())) {
            socket.getOutputStream().write((PAGE + "Content-Length: 2\r\n\r\n").getBytes(US_ASCII));
            assertThat(status(socket)).isEqualTo("HTTP/1.1 200");
            socket.getOutputStream().write("{}".getBytes(US_ASCII));
            awaitIdle(socket, Duration.ofSeconds(4));
            socket.getOutputStream().write((PAGE + "\r\n").getBytes(US_ASCII));
            assertThat(status(socket)).isEqualTo("HTTP/1.1 200");
        }
    }

    private static String status(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(12), US_ASCII);
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

    private static void advance(List<Slow> slow) {
        slow.stream().filter(one -> !one.isCut()).forEach(Slow::next);
    }

    /** On a new connection, as for a visitor. */
    private long visitorsMillis() throws IOException {
        long began = System.nanoTime();
        try (var socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write((PAGE + "Connection: close\r\n\r\n").getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII)).startsWith("HTTP/1.1 200");
        }
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }
}
