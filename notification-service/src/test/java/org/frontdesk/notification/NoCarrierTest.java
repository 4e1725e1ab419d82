package org.frontdesk.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.frontdesk.notification.inquiry.Inquiries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * A virtual thread that waits for a lock while it loads a class pins its carrier. At a startup from a nested jar all
 * carriers can end up waiting for a lock whose holder has no carrier, and then no virtual thread runs any more. This
 * test occupies all carriers deliberately.
 */
class NoCarrierTest extends RunningServiceTest {
    private static final int CARRIERS = Integer.getInteger("jdk.virtualThreadScheduler.parallelism",
            Runtime.getRuntime().availableProcessors());
    static final Semaphore TAKEN = new Semaphore(0);
    static volatile CountDownLatch over = new CountDownLatch(0);

    @LocalServerPort
    int console;
    @LocalManagementPort
    int management;

    private final HttpClient http = HttpClient.newHttpClient();
    private Thread witness;

    /**
     * Its initializer pins the carrier. It is defined several times as separate classes, so that none waits for
     * another.
     */
    static class Keeper {
        static {
            TAKEN.release();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @BeforeEach
    void takeAllCarriers() throws IOException, InterruptedException {
        over = new CountDownLatch(1);
        var keeper = bytesOfKeeper();
        for (int i = 0; i < CARRIERS; i++) {
            Thread.ofVirtual().start(() -> define(keeper));
        }
        assertThat(TAKEN.tryAcquire(CARRIERS, 10, TimeUnit.SECONDS)).as("carriers taken").isTrue();
        witness = Thread.ofVirtual().start(() -> {});
    }

    @AfterEach
    void giveThemBack() throws InterruptedException {
        over.countDown();
        witness.join();
    }

    @Test
    void mails_are_sent_and_health_and_console_respond_while_no_virtual_thread_can_run() throws Exception {
        var event = Inquiries.another();
        Inquiries.publish(event);
        mailsAbout(event, 2);
        await().untilAsserted(() -> assertThat(db.sql("SELECT state FROM delivery WHERE inquiry_id = :id::uuid")
                .param("id", event.get("id").asString()).query(String.class).list()).containsOnly("sent"));
        assertThat(answer(management, "/actuator/health")).isEqualTo(200);
        assertThat(answer(console, "/login")).isEqualTo(200);
        assertThat(witness.isAlive()).as("no virtual thread could run during the test").isTrue();
    }

    private int answer(int port, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10)).build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static byte[] bytesOfKeeper() throws IOException {
        try (var file = NoCarrierTest.class.getResourceAsStream("NoCarrierTest$Keeper.class")) {
            return file.readAllBytes();
        }
    }

    private static void define(byte[] keeper) {
        try {
            MethodHandles.lookup().defineHiddenClass(keeper, true);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
