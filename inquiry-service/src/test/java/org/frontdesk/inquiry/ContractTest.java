package org.frontdesk.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The records in the topic conform to contracts/. */
class ContractTest extends RunningService {
    private static final Path CONTRACTS = Path.of("../contracts");

    @Test
    void the_event_is_valid_against_the_schema() throws IOException {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(CONTRACTS.resolve("inquiry-submitted.schema.json")));

        postJson(Map.of("message", "Hello", "phone", "+44 20 7946 0999", "consent", true));

        var body = new String(published(1).getFirst().value(), StandardCharsets.UTF_8);
        assertThat(schema.validate(body, InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))).isEmpty();
    }

    @Test
    void the_content_of_the_example_gives_the_example_except_for_random_keyed_and_time_values() throws IOException {
        var example = JSON.readTree(CONTRACTS.resolve("inquiry-submitted.example.json"));

        postForm(asForm(example));

        assertThat(comparable(publishedJson())).isEqualTo(comparable(example));
    }

    @Test
    void the_record_is_a_binary_mode_cloud_event_keyed_by_the_inquiry_id() {
        var receipt = json(postJson(Map.of("message", "Hello", "email", "visitor@example.net", "consent", true)));

        var published = published(1).getFirst();
        var event = JSON.readTree(published.value());
        assertThat(published.key()).isEqualTo(receipt.get("id").asString()).isEqualTo(event.get("id").asString());
        assertThat(headers(published)).isEqualTo(Map.of("ce_specversion", "1.0", "ce_id", published.key(),
                "ce_source", "https://www.example.org", "ce_type", "org.frontdesk.inquiry.submitted.v1",
                "ce_time", event.get("submittedAt").asString(), "content-type", "application/json"));
    }

    private static String asForm(JsonNode example) {
        var form = new StringBuilder("consent=on");
        example.get("fields").forEach(field -> form.append(pair(field.get("name"), field.get("value"))));
        example.get("extra").forEach(field -> form.append(pair(field.get("name"), field.get("value"))));
        for (var name : new String[]{"topic", "language", "page"}) {
            form.append(pair(JSON.getNodeFactory().stringNode(name), example.get(name)));
        }
        return form.toString();
    }

    private static String pair(JsonNode name, JsonNode value) {
        return "&" + name.asString() + "=" + encoded(value.asString());
    }

    private static JsonNode comparable(JsonNode event) {
        var copy = (ObjectNode) event.deepCopy();
        ((ObjectNode) copy.get("consent")).put("textHash", "");
        for (var name : new String[]{"id", "reference", "submittedAt", "client", "contentHash"}) {
            copy.put(name, "");
        }
        return copy;
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> published) {
        var headers = new LinkedHashMap<String, String>();
        published.headers().forEach(header -> headers.put(header.key(), new String(header.value(),
                StandardCharsets.UTF_8)));
        return headers;
    }
}
