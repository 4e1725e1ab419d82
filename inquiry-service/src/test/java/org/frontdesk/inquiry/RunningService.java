package org.frontdesk.inquiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.test.utils.KafkaTestUtils;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the service on a free port with a real broker. Tests use HTTP and read the topic. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = {"frontdesk.site=../site",
        "frontdesk.secret=a secret that only these tests know", "management.server.port=0",
        "server.tomcat.connection-timeout=2s", "server.tomcat.keep-alive-timeout=20s", "frontdesk.proxy-hops=1",
        "frontdesk.limits.per-client=10",
        "frontdesk.limits.per-form=1000000",
        "frontdesk.origins=http://localhost:8080"})
public abstract class RunningService {
    static final String INQUIRIES = "/forms/request-info/inquiries";
    protected static final JsonMapper JSON = JsonMapper.shared();

    @Autowired
    @Qualifier("inquiriesTopic")
    HealthIndicator topic;

    @LocalServerPort
    int port;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final AtomicInteger CLIENTS = new AtomicInteger();
    private static Consumer<String, byte[]> consumer;

    @DynamicPropertySource
    static void broker(DynamicPropertyRegistry properties) {
        properties.add("spring.kafka.bootstrap-servers", () -> TestBroker.BOOTSTRAP_SERVERS);
    }

    @BeforeEach
    protected void seekToEnd() {
        await().until(() -> topic.health().getStatus().getCode().equals("UP"));
        if (consumer == null) { // one broker and one consumer serve all tests
            consumer = new DefaultKafkaConsumerFactory<>(
                    KafkaTestUtils.consumerProps(TestBroker.BOOTSTRAP_SERVERS, "none", false),
                    new StringDeserializer(), new ByteArrayDeserializer()).createConsumer();
        }
        var partitions = consumer.partitionsFor("inquiries").stream()
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** The records of this test, ordered by partition; fails unless there are exactly that many. */
    protected List<ConsumerRecord<String, byte[]>> published(int count) {
        var records = KafkaTestUtils.getRecords(consumer, Duration.ofSeconds(10), count);
        assertThat(records.count()).as("published records").isEqualTo(count);
        return StreamSupport.stream(records.spliterator(), false).toList();
    }

    protected JsonNode publishedJson() {
        return JSON.readTree(published(1).getFirst().value());
    }

    /** Needs no waiting: the service responds after the broker. */
    protected boolean nothingPublished() {
        return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                .allMatch(end -> end.getValue() == consumer.position(end.getKey()));
    }

    String publishedField(String name) {
        for (var field : publishedJson().get("fields")) {
            if (field.get("name").asString().equals(name)) {
                return field.get("value").asString();
            }
        }
        return null;
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From a different client address each time, so that tests do not share a rate limit. */
    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).timeout(Duration.ofSeconds(30))
                .header("X-Forwarded-For", "2001:db8:%x::1".formatted(CLIENTS.getAndIncrement() & 0xffff));
    }

    HttpResponse<String> get(String path, String... headers) {
        var request = to(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** The body of a page that must be there. */
    String page(String path) {
        var response = get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return response.body();
    }

    protected HttpResponse<String> postJson(Map<String, ?> fields, String... headers) {
        return postJson(JSON.writeValueAsString(fields), headers);
    }

    protected HttpResponse<String> postJson(String body, String... headers) {
        var request = to(INQUIRIES).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    protected HttpResponse<String> postForm(String body, String... headers) {
        var request = to(INQUIRIES).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** The required fields; a test adds or replaces what it is about. */
    protected static Map<String, Object> inquiry(Object... more) {
        var fields = new LinkedHashMap<String, Object>(
                Map.of("message", "Hello", "email", "visitor@example.net", "consent", true));
        for (int i = 0; i < more.length; i += 2) {
            fields.put((String) more[i], more[i + 1]);
        }
        return fields;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }
}
