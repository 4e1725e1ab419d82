package org.frontdesk.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Each answer that contracts/openapi/inquiry-service.yaml names is provoked, and is as it says; no other comes. */
class OpenApiTest extends RunningService {
    private static final JsonNode DOCUMENT = new YAMLMapper()
            .readTree(Path.of("../contracts/openapi/inquiry-service.yaml"));
    private static final String HTML = "text/html";
    private static final String JSON_TYPE = "application/json";
    private static final String FORM_TYPE = "application/x-www-form-urlencoded";
    private final Set<String> seen = new TreeSet<>();

    @Test
    void every_documented_answer_comes_as_documented_but_those_of_an_outage() {
        sendings();
        refusals();
        pages();

        assertThat(documented()).as("documented and provoked").containsExactlyInAnyOrderElementsOf(seen);
    }

    private void sendings() {
        post(202, JSON_TYPE, JSON.writeValueAsString(inquiry()));
        post(303, FORM_TYPE, "message=m&phone=12345&consent=on");
        post(400, JSON_TYPE, "{\"email\":\"x\",\"other\":1,\"name\":[],\"diagnosis-year\":1}");
        post(400, JSON_TYPE, "{");
        post(400, FORM_TYPE, "message=m");
        for (int i = 0; i < 10; i++) {
            send(to(INQUIRIES).setHeader("X-Forwarded-For", "192.0.2.99").header("Content-Type", JSON_TYPE)
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(inquiry()))));
        }
        holds("post", "/forms/{form}/inquiries", 429, send(to(INQUIRIES).setHeader("X-Forwarded-For", "192.0.2.99")
                .header("Content-Type", JSON_TYPE).POST(BodyPublishers.ofString(JSON.writeValueAsString(inquiry())))));
        holds("post", "/forms/{form}/inquiries", 429, send(to(INQUIRIES).setHeader("X-Forwarded-For", "192.0.2.99")
                .header("Content-Type", FORM_TYPE)
                .POST(BodyPublishers.ofString("message=m&phone=12345&consent=on"))));
    }

    private void refusals() {
        for (var accept : new String[]{HTML, "*/*"}) {
            post(413, JSON_TYPE, "x".repeat(70_000), "Accept", accept);
            post(415, "text/plain", "x", "Accept", accept);
            holds("post", "/forms/{form}/inquiries", 404, send(to("/forms/none/inquiries")
                    .headers("Content-Type", JSON_TYPE, "Accept", accept).POST(BodyPublishers.ofString("{}"))));
            holds("post", "/forms/{form}/inquiries", 405, send(to(INQUIRIES).header("Accept", accept)
                    .method("PUT", BodyPublishers.noBody())));
        }
    }

    private void pages() {
        for (var accept : new String[]{HTML, JSON_TYPE}) {
            holds("get", "/forms/{form}", 200, get("/forms/request-info?lang=ar", "Accept", accept));
            holds("get", "/forms/{form}", 404, get("/forms/none", "Accept", accept));
            holds("get", "/forms/{form}/thanks", 404, get("/forms/none/thanks", "Accept", accept));
        }
        holds("get", "/forms/{form}", 406, get("/forms/request-info", "Accept", "image/png"));
        holds("get", "/forms/{form}", 406, get("/forms/request-info", "Accept", "text/html;q=0"));
        holds("get", "/forms/{form}/thanks", 200, get("/forms/request-info/thanks?ref=yvhb-hn61-mzmg"));
        var script = get("/widget.js");
        holds("get", "/widget.js", 200, script);
        holds("get", "/widget.js", 304, get("/widget.js", "If-None-Match", script.headers().firstValue("ETag")
                .orElseThrow()));
    }

    private void post(int status, String type, String body, String... headers) {
        var request = to(INQUIRIES).header("Content-Type", type).POST(BodyPublishers.ofString(body));
        holds("post", "/forms/{form}/inquiries", status, send(headers.length == 0
                ? request
                : request.headers(headers)));
    }

    private void holds(String method, String path, int status, HttpResponse<String> response) {
        var answer = resolved(DOCUMENT.get("paths").get(path).get(method).get("responses").path("" + status));
        assertThat(response.statusCode()).as(method + " " + path).isEqualTo(status);
        assertThat(answer.isMissingNode()).as(status + " is documented").isFalse();
        answer.path("headers").propertyStream().forEach(header -> assertHeader(header, response));
        var type = response.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        seen.add(method + " " + path + " " + status + " " + type);
        if (answer.has("content")) {
            var content = answer.get("content").path(type);
            assertThat(content.isMissingNode()).as(status + " as " + type + " is documented").isFalse();
            assertValid(content.get("schema"), type.endsWith("json")
                    ? response.body()
                    : JSON.writeValueAsString(response.body()));
        }
    }

    private static void assertHeader(Map.Entry<String, JsonNode> header, HttpResponse<String> response) {
        var declared = resolved(header.getValue());
        var value = response.headers().firstValue(header.getKey());
        assertThat(value).as(header.getKey()).isPresent();
        assertValid(declared.get("schema"), JSON.writeValueAsString(value.get()));
    }

    /** As a schema of its own (OpenAPI 3.1 uses JSON Schema as it is), with the components for its references. */
    private static void assertValid(JsonNode schema, String json) {
        var whole = (ObjectNode) schema.deepCopy();
        whole.set("components", DOCUMENT.get("components"));
        Schema sound = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(
                JSON.writeValueAsString(whole));
        assertThat(sound.validate(json, InputFormat.JSON)).as(json).isEmpty();
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.get("$ref").asString().substring(1)) : node;
    }

    /** Without those that BadInputTest (408) and BrokerAwayTest (503) provoke, which take long. */
    private static Set<String> documented() {
        var all = new TreeSet<String>();
        DOCUMENT.get("paths").propertyStream().forEach(path -> path.getValue().propertyStream()
                .filter(method -> method.getValue().has("responses"))
                .forEach(method -> method.getValue().get("responses").propertyStream()
                        .filter(answer -> !Set.of("408", "503").contains(answer.getKey()))
                        .forEach(answer -> types(answer.getValue()).forEach(type -> all.add(method.getKey() + " "
                                + path.getKey() + " " + answer.getKey() + " " + type)))));
        return all;
    }

    private static Set<String> types(JsonNode answer) {
        var content = resolved(answer).path("content");
        return content.isEmpty() ? Set.of("") : new TreeSet<>(content.propertyNames());
    }
}
