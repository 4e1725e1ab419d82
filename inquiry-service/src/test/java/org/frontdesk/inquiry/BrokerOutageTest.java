package org.frontdesk.inquiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import io.micrometer.core.instrument.MeterRegistry;

/** During an outage of the broker nothing is confirmed; after it the service recovers without a restart. */
@ExtendWith(OutputCaptureExtension.class)
class BrokerOutageTest {
    private static final String BODY = "{\"message\":\"a secret worry\",\"email\":\"worried@example.net\",\"consent\":true,"
            + "\"language\":\"uk\"}";
    private static final String FORM = "message=a+secret+worry&email=worried%40example.net&consent=on&language=ar&_token=t-1";
    private static final int MANY = 1_000;
    private static final int MAX_NEW_THREADS = 10;
    /** With virtual threads, because the client runs in the service's process, whose platform threads are counted. */
    private final HttpClient client = HttpClient.newBuilder().executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private int port;
    private int management;

    @Test
    void it_starts_without_a_broker_and_survives_an_outage_without_a_restart(@TempDir Path folder,
            CapturedOutput output)
            throws IOException {
        try (var broker = new BrokerProcess(folder); var service = start(broker)) {
            port = number(service, "local.server.port");
            management = number(service, "local.management.port");

            isAliveButNotReady();
            confirmsNothing();

            broker.start();
            becomesReady();
            acceptsWithin(Duration.ofSeconds(10));

            broker.kill();
            confirmsNothing();
            refusesAThousandImmediatelyAndStaysReady();

            broker.start();
            acceptsWithin(Duration.ofSeconds(30));
            assertThat(output).doesNotContain("worry", "worried");
        }
    }

    @Test
    void once_ready_the_producer_is_connected(@TempDir Path folder)
            throws IOException {
        try (var broker = new BrokerProcess(folder)) {
            broker.start();
            try (var service = start(broker)) {
                management = number(service, "local.management.port");
                becomesReady();
                assertThat(service.getBean(MeterRegistry.class).find("kafka.producer.connection.count").meters())
                        .isNotEmpty().allSatisfy(meter -> assertThat(meter.measure())
                                .allSatisfy(connections -> assertThat(connections.getValue()).isPositive()));
            }
        }
    }

    private ConfigurableApplicationContext start(BrokerProcess broker) {
        return SpringApplication.run(InquiryService.class, "--server.port=0", "--management.server.port=0",
                "--frontdesk.site=../site", "--frontdesk.secret=a secret that only these tests know",
                "--frontdesk.limits.lifted=true", "--spring.kafka.bootstrap-servers=" + broker.address());
    }

    private void isAliveButNotReady() {
        assertThat(health("readiness").statusCode()).isEqualTo(503);
        assertThat(health("liveness").statusCode()).isEqualTo(200);
    }

    private void becomesReady() {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            var status = health("readiness").statusCode();
            assertThat(status).isIn(200, 503);
            return status == 200;
        });
    }

    private void confirmsNothing() {
        var began = System.nanoTime();
        var json = post("application/json", BODY);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(11));
        OpenApi.assertDocumented("post", "/forms/{form}/inquiries", 503, json);
        assertThat(json.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(json.body()).contains("urn:frontdesk:problem:not-confirmed", "Ми не впевнені")
                .doesNotContain("reference");

        var page = post("application/x-www-form-urlencoded", FORM);
        OpenApi.assertDocumented("post", "/forms/{form}/inquiries", 503, page);
        assertThat(page.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(page.body()).contains("dir=\"rtl\"", "لسنا متأكدين", "+44 20 7946 0274", "a secret worry</textarea>",
                "worried@example.net", "name=\"_token\" value=\"t-1\"").doesNotContain("+44 20 7946 0018");
    }

    /** One request probes the broker; no other waits for it. */
    private void refusesAThousandImmediatelyAndStaysReady() {
        var before = threads();
        try (var visitors = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, MANY).mapToObj(_ -> visitors.submit(() -> {
                var began = System.nanoTime();
                assertThat(post("application/json", BODY).statusCode()).isEqualTo(503);
                return Duration.ofNanos(System.nanoTime() - began);
            })).toList();
            var asked = System.nanoTime();
            assertThat(health("readiness").statusCode()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(10));
            await().atMost(Duration.ofSeconds(30)).until(() -> answers.stream().allMatch(Future::isDone));
            assertThat(answers.stream().filter(answer -> answer.state() == Future.State.FAILED)
                    .map(Future::exceptionNow)).isEmpty();
            assertThat(answers.stream().map(Future::resultNow)).allMatch(took -> took.toSeconds() < 11);
            assertThat(threads() - before).isLessThan(MAX_NEW_THREADS);
        }
    }

    /** Platform threads; each request has a virtual thread, which is not counted. */
    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private void acceptsWithin(Duration limit) {
        await().atMost(limit).until(() -> {
            var status = post("application/json", BODY).statusCode();
            assertThat(status).isIn(202, 503);
            return status == 202;
        });
    }

    private HttpResponse<String> health(String probe) {
        return send(HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:%d/actuator/health/%s".formatted(management, probe))));
    }

    private HttpResponse<String> post(String type, String body) {
        return send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, RunningService.INQUIRIES)))
                        .header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int number(ConfigurableApplicationContext service, String property) {
        return service.getEnvironment().getRequiredProperty(property, Integer.class);
    }
}
