package org.frontdesk.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Validates responses against contracts/openapi/inquiry-service.yaml. */
final class OpenApi {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNode DOCUMENT = new YAMLMapper()
            .readTree(Path.of("../contracts/openapi/inquiry-service.yaml"));

    private OpenApi() {}

    static String assertDocumented(String method, String path, int status, HttpResponse<String> response) {
        assertThat(response.statusCode()).as(method + " " + path).isEqualTo(status);
        return assertDocumented(method, path, status, response.headers(), response.body());
    }

    /** @return method, path, status and media type, as {@link #documentedExcept} lists them */
    static String assertDocumented(String method, String path, int status, HttpHeaders headers, String body) {
        var answer = resolved(DOCUMENT.get("paths").get(path).get(method).get("responses").path("" + status));
        assertThat(answer.isMissingNode()).as(status + " is documented").isFalse();
        answer.path("headers").propertyStream().forEach(header -> assertHeader(header, headers));
        var type = headers.firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        if (answer.has("content")) {
            var content = answer.get("content").path(type);
            assertThat(content.isMissingNode()).as(status + " as " + type + " is documented").isFalse();
            assertValid(content.get("schema"), type.endsWith("json") ? body : JSON.writeValueAsString(body));
        }
        return method + " " + path + " " + status + " " + type;
    }

    /** Every documented response in every media type, except those with the given statuses. */
    static Set<String> documentedExcept(Set<String> statuses) {
        var all = new TreeSet<String>();
        DOCUMENT.get("paths").propertyStream().forEach(path -> path.getValue().propertyStream()
                .filter(method -> method.getValue().has("responses"))
                .forEach(method -> method.getValue().get("responses").propertyStream()
                        .filter(answer -> !statuses.contains(answer.getKey()))
                        .forEach(answer -> types(answer.getValue()).forEach(type -> all.add(method.getKey() + " "
                                + path.getKey() + " " + answer.getKey() + " " + type)))));
        return all;
    }

    private static void assertHeader(Map.Entry<String, JsonNode> header, HttpHeaders headers) {
        var value = headers.firstValue(header.getKey());
        assertThat(value).as(header.getKey()).isPresent();
        assertValid(resolved(header.getValue()).get("schema"), JSON.writeValueAsString(value.get()));
    }

    /** Uses the schema as JSON Schema, which OpenAPI 3.1 allows, and adds the components for its references. */
    private static void assertValid(JsonNode schema, String json) {
        var whole = (ObjectNode) schema.deepCopy();
        whole.set("components", DOCUMENT.get("components"));
        var validator = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(
                JSON.writeValueAsString(whole));
        assertThat(validator.validate(json, InputFormat.JSON)).as(json).isEmpty();
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.get("$ref").asString().substring(1)) : node;
    }

    private static Set<String> types(JsonNode answer) {
        var content = resolved(answer).path("content");
        return content.isEmpty() ? Set.of("") : new TreeSet<>(content.propertyNames());
    }
}
