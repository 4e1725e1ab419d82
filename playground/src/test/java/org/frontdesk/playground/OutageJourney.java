package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The broker is down for thirty seconds while two hundred visitors per second submit the form. */
@Tag("long")
class OutageJourney {
    private static final int A_SECOND = 200;
    private static final Duration STEP = Duration.ofSeconds(3);
    private static final int HEAP_MIB = 256;

    private record Row(String broker, long sent, long taken, long unconfirmed, int threads, int heap) {}

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final AtomicInteger sent = new AtomicInteger();
    private final ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> references = new ConcurrentLinkedQueue<>();
    private final List<Row> rows = new ArrayList<>();

    @Test
    void every_confirmed_inquiry_is_in_the_topic_all_others_get_503_and_memory_and_threads_stay_flat() {
        var broker = Frontdesk.playground().broker();
        try (var clock = Executors.newScheduledThreadPool(2)) {
            clock.scheduleAtFixedRate(this::send, 0, 1_000_000 / A_SECOND, TimeUnit.MICROSECONDS);
            watch("there", 2);
            broker.kill();
            try {
                watch("away", 10);
            } finally {
                broker.start();
            }
            watch("back", 4);
            clock.shutdownNow();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> statuses.size() == sent.get());
        print();

        assertThat(statuses).containsOnly(202, 503);
        assertThat(rows.getLast().taken()).isGreaterThan(rows.get(11).taken());
        assertThat(Topic.INQUIRIES.records().stream().filter(record -> record.value() != null).map(Topic::value)
                .filter(value -> value.contains("outage "))
                .map(value -> Frontdesk.JSON.readTree(value).get("reference").asString())
                .collect(Collectors.toSet())).containsAll(references);
        assertThat(rows).allSatisfy(row -> assertThat(row.heap()).isBetween(1, HEAP_MIB));
        assertThat(rows.stream().mapToInt(Row::threads).max().orElseThrow()
                - rows.stream().mapToInt(Row::threads).min().orElseThrow()).isLessThan(20);
    }

    private void send() {
        var number = sent.incrementAndGet();
        var body = Frontdesk.JSON.writeValueAsString(Map.of("message", "outage " + number, "phone", "12345",
                "language", "en", "consent", true));
        http.sendAsync(HttpRequest.newBuilder(address(Frontdesk.ports().inquiry(), "/forms/request-info/inquiries"))
                .timeout(Duration.ofSeconds(20)).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString())
                .whenComplete((answer, failure) -> {
                    if (failure == null && answer.statusCode() == 202) {
                        references.add(Frontdesk.reference(answer));
                    }
                    statuses.add(failure == null ? answer.statusCode() : -1);
                });
    }

    private void watch(String broker, int steps) {
        var last = rows.size() + steps;
        await().pollInterval(STEP).atMost(STEP.multipliedBy(5L * steps)).until(() -> {
            rows.add(new Row(broker, sent.get(), count(202), count(503), (int) metric("jvm_threads_live_threads"),
                    (int) (metric("jvm_memory_used_bytes\\{area=\"heap\"[^}]*}") / 1024 / 1024)));
            return rows.size() == last;
        });
    }

    private long count(int status) {
        return statuses.stream().filter(known -> known == status).count();
    }

    private double metric(String name) {
        var metrics = http.sendAsync(HttpRequest.newBuilder(address(Frontdesk.ports().inquiryManagement(),
                "/actuator/prometheus")).build(), BodyHandlers.ofString()).join().body();
        return Pattern.compile("(?m)^" + name + "\\S* (\\S+)$").matcher(metrics).results()
                .mapToDouble(found -> Double.parseDouble(found.group(1))).sum();
    }

    private void print() {
        System.out.printf("%n  seconds  broker     sent  202 so far  503 so far  threads  heap MiB%n");
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            System.out.printf("  %7d  %-6s  %7d  %10d  %10d  %7d  %8d%n", (i + 1) * STEP.toSeconds(), row.broker(),
                    row.sent(), row.taken(), row.unconfirmed(), row.threads(), row.heap());
        }
        System.out.printf("  in all: %d sent, %d confirmed, %d told that it is not certain%n%n", sent.get(), count(202),
                count(503));
    }

    private static URI address(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
