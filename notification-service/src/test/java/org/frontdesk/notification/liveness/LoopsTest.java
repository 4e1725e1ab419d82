package org.frontdesk.notification.liveness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class LoopsTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private final Loops loops = new Loops(new Loops.LivenessSettings(LIMIT), nanos::get);
    private final LoopsHealth health = new LoopsHealth(loops, meters);
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void release() {
        released.countDown();
    }

    @Test
    void a_hung_loop_is_reported_by_health_a_metric_and_one_log_line_with_its_stack(CapturedOutput output) {
        var thread = run("courier-1", this::hang);
        await().until(() -> Loops.place(thread).contains("LoopsTest.hang"));
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        pass(LIMIT);
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(hung()).containsOnlyKeys("courier-1");
        assertThat(hung().get("courier-1").toString()).contains("LoopsTest.hang");
        assertThat(meters.get("frontdesk.loops.hung").gauge().value()).isEqualTo(1);
        health.report();
        health.report();
        assertThat(output.getOut().lines().filter(line -> line.contains("courier-1 has made no progress")))
                .singleElement().asString().contains("LoopsTest.hang");
    }

    @Test
    void a_loop_that_is_blocked_on_a_socket_is_not_hung() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var thread = run("courier-1", () -> readFrom(server));
            await().until(() -> Loops.place(thread).contains("NioSocketImpl"));
            pass(LIMIT.multipliedBy(10));
            assertThat(hung()).isEmpty();
        }
    }

    @Test
    void a_loop_whose_thread_died_is_hung() throws InterruptedException {
        run("inbox", () -> {}).join();
        pass(LIMIT);
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(hung().get("inbox").toString()).contains("the thread is dead");
    }

    @Test
    void a_loop_that_ended_on_purpose_is_not_hung() throws InterruptedException {
        run("inbox", () -> loops.ended("inbox")).join();
        pass(LIMIT);
        assertThat(hung()).isEmpty();
    }

    @Test
    void a_loop_that_makes_progress_again_is_not_hung() {
        run("inbox", this::hang);
        pass(LIMIT);
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        loops.progressed("inbox");
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos() + 1);
    }

    /** Returns once the loop has made its first progress and is working. */
    private Thread run(String loop, Runnable work) {
        var turned = new CountDownLatch(1);
        var thread = Thread.ofPlatform().daemon().start(() -> {
            loops.progressed(loop);
            turned.countDown();
            work.run();
        });
        await().until(() -> turned.getCount() == 0);
        return thread;
    }

    private void hang() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void readFrom(ServerSocket server) {
        try (var socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
            socket.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> hung() {
        return (Map<String, Object>) health.health().getDetails().get("hung");
    }
}
