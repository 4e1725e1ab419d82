package org.frontdesk.notification.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.frontdesk.notification.Engines;
import org.frontdesk.notification.RunningServiceTest;
import org.frontdesk.notification.inquiry.Inquiries;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The API conforms to contracts/openapi/notification-service.yaml. */
class OpenApiTest extends RunningServiceTest {
    private static final JsonNode DOCUMENT = new YAMLMapper()
            .readTree(Path.of("../contracts/openapi/notification-service.yaml"));

    @LocalServerPort
    private int port;
    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;
    private final Set<String> seen = new TreeSet<>();
    private Browser api;

    @BeforeEach
    void program() {
        api = new Browser(port);
    }

    @Test
    void the_documented_endpoints_are_exactly_the_existing_ones() {
        assertThat(mappings.getHandlerMethods().entrySet().stream()
                .filter(entry -> entry.getValue().getBeanType().isAnnotationPresent(RestController.class))
                .flatMap(entry -> entry.getKey().getMethodsCondition().getMethods().stream()
                        .flatMap(method -> entry.getKey().getPatternValues().stream().map(
                                path -> method.name().toLowerCase() + " " + parameterless(path))))
                .collect(Collectors.toSet()))
                .isEqualTo(documented().stream().map(OpenApiTest::parameterless).collect(Collectors.toSet()));
    }

    @Test
    void every_endpoint_succeeds_and_fails_as_documented() {
        var event = Inquiries.another();
        Inquiries.publish(event);
        mailsAbout(event, 2);
        var reference = Inquiries.reference(event);
        get("/deliveries", "/deliveries?limit=3", "/deliveries?limit=none", 400);
        get("/inquiries", "/inquiries?q=" + reference, "/inquiries", 400);
        get("/inquiries/{reference}", "/inquiries/" + reference, "/inquiries/none", 404);
        post("/inquiries/search", "/inquiries/search", "{\"q\":\"visitor@example.net\"}", "{}");
        for (var action : List.of("retry", "release", "discard")) {
            post("/deliveries/{id}/" + action, "/deliveries/" + waiting(reference, action) + "/" + action, "", "");
        }
        post("/deliveries/retry", "/deliveries/retry", "{\"language\":\"none\"}", "[");
        var task = db.sql("SELECT id::text FROM task LIMIT 1").query(String.class).single();
        get("/tasks/{id}", "/tasks/" + task, "/tasks/" + UUID.randomUUID(), 404);
        post("/erasures", "/erasures", "{\"reference\":\"" + reference + "\"}", "{}");
        deadRecords();
        assertThat(seen).isEqualTo(documented());
    }

    private void deadRecords() {
        for (var action : List.of("replay", "discard")) {
            var key = UUID.randomUUID().toString();
            Engines.publish(key, "{}".getBytes());
            await().until(() -> !place(key).isEmpty());
            get("/dead-records", "/dead-records", "/dead-records?cursor=none", 400);
            get("/dead-records/{place}", "/dead-records/" + place(key), "/dead-records/0-999999999", 404);
            post("/dead-records/{place}/" + action, "/dead-records/" + place(key) + "/" + action, "", "");
        }
    }

    private String place(String key) {
        return api.apiGet("/dead-records").get("records").valueStream()
                .filter(record -> record.get("key").asString("").equals(key)).map(record -> record.get("id").asString())
                .findFirst().orElse("");
    }

    /** A delivery for which the action is possible once. */
    private String waiting(String reference, String action) {
        return db.sql("""
                INSERT INTO delivery (id, inquiry_id, kind, recipient, language, state, reason, next_attempt_at)
                SELECT gen_random_uuid(), id, 'alert', 'desk@example.org', 'en', :state, 'x', now() FROM inquiry
                WHERE reference = :reference RETURNING id::text
                """).param("state", action.equals("retry") ? "dead" : "withheld").param("reference", reference)
                .query(String.class).single();
    }

    private void get(String path, String done, String refused, int status) {
        holds("get " + path, api.send(api.api(done)), api.send(api.api(refused)), status);
    }

    private void post(String path, String address, String done, String refused) {
        var answer = api.apiPost(address, done);
        if (path.contains("{id}")) {
            await().until(() -> api.apiPost(address, "").statusCode() == 409);
        }
        var onlyOnce = path.endsWith("replay") || path.endsWith("discard") || path.contains("{id}");
        holds("post " + path, answer, api.apiPost(address, onlyOnce ? "" : refused), onlyOnce ? 409 : 400);
    }

    private void holds(String endpoint, HttpResponse<String> done, HttpResponse<String> refused, int status) {
        var answers = DOCUMENT.get("paths").get(endpoint.split(" ")[1]).get(endpoint.split(" ")[0]).get("responses");
        assertThat(answers.has("" + done.statusCode())).as(endpoint + " " + done.statusCode() + done.body()).isTrue();
        valid(resolved(answers.get("" + done.statusCode())).at("/content/application~1json/schema"), done);
        assertThat(refused.statusCode()).as(endpoint).isEqualTo(status);
        assertThat(refused.headers().firstValue("Content-Type")).as(endpoint).contains("application/problem+json");
        valid(resolved(answers.get("default")).at("/content/application~1problem+json/schema"), refused);
        seen.add(endpoint);
    }

    /** As a separate JSON Schema, which OpenAPI 3.1 uses, with the components that it refers to. */
    private static void valid(JsonNode schema, HttpResponse<String> answer) {
        var whole = (ObjectNode) schema.deepCopy();
        whole.set("components", DOCUMENT.get("components"));
        var sound = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JsonMapper.shared().writeValueAsString(whole));
        assertThat(sound.validate(answer.body(), InputFormat.JSON)).as(answer.body()).isEmpty();
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.get("$ref").asString().substring(1)) : node;
    }

    private static String parameterless(String path) {
        return path.replaceAll("\\{[^}]+}", "{}");
    }

    private static Set<String> documented() {
        return DOCUMENT.get("paths").propertyStream().flatMap(path -> path.getValue().propertyStream()
                .map(method -> method.getKey() + " " + path.getKey())).collect(Collectors.toCollection(TreeSet::new));
    }
}
