package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two instances without shared state: a request sent twice, to either of them, is one inquiry or one conversation. */
class InstancesJourney {
    private static final int AT_ONCE = 32;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static int[] ports;

    @BeforeAll
    static void startAnother() {
        var more = Ports.free();
        Frontdesk.playground().another(new Service(Playground.INQUIRY, more.inquiry(), more.inquiryManagement()),
                Map.of());
        ports = new int[]{Frontdesk.ports().inquiry(), more.inquiry()};
    }

    @Test
    void five_hundred_concurrent_duplicates_with_a_key_make_five_hundred_inquiries() throws Exception {
        var answers = atOnce(IntStream.range(0, 500).boxed().flatMap(number -> IntStream.of(ports)
                .<Callable<String>>mapToObj(port -> () -> withKey(port, number))).toList());

        assertThat(answers).hasSize(1_000);
        assertThat(answers.stream().distinct()).hasSize(500);
        await().atMost(PATIENCE).until(() -> sent("alert", "keyed-") + sent("reply", "keyed-") == 1_000);
        assertThat(inquiries("keyed-")).isEqualTo(500);
        assertThat(Frontdesk.mailsAbout(answers)).hasSize(1_000).values().containsOnly(1L);
        assertThat(Topic.INQUIRIES.records().stream().map(Topic::value).filter(value -> value.contains("keyed-"))
                .map(value -> Frontdesk.JSON.readTree(value).get("reference").asString()).distinct()).hasSize(500)
                .allMatch(answers::contains);
    }

    @Test
    void two_hundred_double_clicks_without_a_key_make_two_hundred_alerts_and_two_hundred_replies() throws Exception {
        var answers = atOnce(IntStream.range(0, 200).boxed().flatMap(number -> IntStream.of(ports)
                .<Callable<String>>mapToObj(port -> () -> clicked(port, number))).toList());

        assertThat(answers.stream().distinct()).hasSize(400);
        await().atMost(PATIENCE).until(() -> inquiries("clicked-") == 400);
        await().atMost(PATIENCE).until(() -> sent("alert", "clicked-") + sent("reply", "clicked-") == 400);
        assertThat(sent("alert", "clicked-")).isEqualTo(200);
        assertThat(Frontdesk.mailsAbout(answers)).hasSize(400).values().containsOnly(1L);
    }

    private static long inquiries(String message) {
        return Frontdesk.count("SELECT count(*) FROM inquiry WHERE event::text LIKE '%\"" + message + "%'");
    }

    /** Mails that the relay accepted for inquiries with that message. */
    private static long sent(String kind, String message) {
        return Frontdesk.count("SELECT count(*) FROM delivery JOIN inquiry ON inquiry.id = inquiry_id WHERE kind = '"
                + kind + "' AND state = 'sent' AND event::text LIKE '%\"" + message + "%'");
    }

    private static String withKey(int port, int number) {
        var body = Map.of("message", "keyed-" + number, "email", "keyed-" + number + "@example.net", "consent", true);
        var answer = send(HttpRequest.newBuilder(address(port)).header("Content-Type", "application/json")
                .header("Idempotency-Key", "key-" + number)
                .POST(BodyPublishers.ofByteArray(Frontdesk.JSON.writeValueAsBytes(body))));
        assertThat(answer.statusCode()).isEqualTo(202);
        return Frontdesk.reference(answer);
    }

    private static String clicked(int port, int number) {
        var email = URLEncoder.encode("clicked-" + number + "@example.net", StandardCharsets.UTF_8);
        var answer = send(HttpRequest.newBuilder(address(port))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("message=clicked-" + number + "&consent=on&email=" + email)));
        assertThat(answer.statusCode()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow().replaceFirst(".*ref=", "");
    }

    private static List<String> atOnce(List<Callable<String>> calls) throws InterruptedException, ExecutionException {
        var answers = new ArrayList<String>();
        try (var visitors = Executors.newFixedThreadPool(AT_ONCE)) {
            for (var answer : visitors.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    private static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port + "/forms/request-info/inquiries");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
