package org.frontdesk.content;

import static org.assertj.core.api.Assertions.assertThat;

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
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Provokes every response in contracts/openapi/content-service.yaml and validates it; there are no others. */
class OpenApiTest extends RunningService {
    private static final JsonNode DOCUMENT = new YAMLMapper()
            .readTree(Path.of("../contracts/openapi/content-service.yaml"));
    private static final JsonMapper JSON = JsonMapper.shared();
    private final Set<String> seen = new TreeSet<>();

    @Test
    void every_documented_response_is_returned_as_documented() {
        for (String list : new String[]{"/pages", "/news", "/stories", "/contacts"}) {
            given(list, list + "?lang=uk");
            given(list, list);
            refused(list, list + "?lang=de&strict=true", 404);
            refused(list, list + "?lang=_", 400);
        }
        given("/news", "/news?lang=ar&topic=heart&from=2026-01-01&until=2026-12-31&limit=2");
        article("/pages/{slug}", "/pages/heart", "/pages/yak-diyaty", "/pages/english-only");
        article("/news/{slug}", "/news/may", "/news/june", "/news/may");
        article("/stories/{slug}", "/stories/first", "/stories/second", "/stories/first");
        given("/search", "/search?lang=en&q=text&topic=heart&kind=pages&limit=3");
        refused("/search", "/search?lang=en", 400);
        refused("/search", "/search?lang=de&q=x&strict=true", 404);
        programs();
        DOCUMENT.get("paths").propertyNames().forEach(path -> holds(path, 405, send("DELETE", path.replace("{slug}",
                "heart").replace("{tag}", "en").replace("{number}", "1").replace("{name}", image()))));

        assertThat(documented()).as("documented and provoked").isEqualTo(seen);
    }

    private void article(String path, String... addresses) {
        for (String address : addresses) {
            given(path, address + "?lang=uk");
            given(path, address);
        }
        refused(path, addresses[0].replaceFirst("[^/]+$", "none"), 404);
        refused(path, addresses[addresses.length - 1] + "?lang=ar&strict=true", 404);
        refused(path, addresses[0] + "?strict=perhaps", 400);
    }

    private void programs() {
        given("/feeds/{tag}/news.atom", "/feeds/uk/news.atom");
        refused("/feeds/{tag}/news.atom", "/feeds/de/news.atom", 404);
        given("/feeds/{tag}/news.json", "/feeds/uk/news.json");
        refused("/feeds/{tag}/news.json", "/feeds/de/news.json", 404);
        given("/sitemap.xml", "/sitemap.xml");
        given("/sitemaps/{number}.xml", "/sitemaps/1.xml");
        refused("/sitemaps/{number}.xml", "/sitemaps/2.xml", 404);
        given("/images/{name}", "/images/" + image());
        holds("/images/{name}", 206, get("/images/" + image(), "Range", "bytes=0-9"));
        holds("/images/{name}", 416, get("/images/" + image(), "Range", "bytes=9999-"));
        refused("/images/{name}", "/images/none.png", 404);
    }

    private String image() {
        String html = get("/pages/heart?lang=en").at("/html");
        return html.replaceAll("(?s).*src=\"/images/([^\"]+)\".*", "$1");
    }

    private void given(String path, String address) {
        Answer answer = get(address);
        holds(path, 200, answer);
        holds(path, 304, get(address, "If-None-Match", answer.header("ETag")));
    }

    private void refused(String path, String address, int status) {
        holds(path, status, get(address));
    }

    private void holds(String path, int status, Answer answer) {
        JsonNode documented = resolved(DOCUMENT.get("paths").get(path).get("get").get("responses").path("" + status));
        assertThat(answer.status()).as(path).isEqualTo(status);
        assertThat(documented.isMissingNode()).as(path + " " + status + " is documented").isFalse();
        documented.path("headers").propertyStream().forEach(header -> assertHeader(header, answer));
        String type = answer.header("Content-Type").replaceFirst(";.*", "");
        seen.add(path + " " + status + " " + type);
        if (documented.has("content")) {
            JsonNode content = documented.get("content").path(type);
            assertThat(content.isMissingNode()).as(path + " " + status + " as " + type + " is documented").isFalse();
            assertValid(content.get("schema"), type.endsWith("json")
                    ? answer.http().body()
                    : JSON.writeValueAsString(answer.http().body()));
        } else {
            assertThat(answer.http().body()).isEmpty();
        }
    }

    private static void assertHeader(Map.Entry<String, JsonNode> header, Answer answer) {
        assertThat(answer.header(header.getKey())).as(header.getKey()).isNotEmpty();
        assertValid(resolved(header.getValue()).get("schema"),
                JSON.writeValueAsString(answer.header(header.getKey())));
    }

    /** As a standalone JSON Schema, which OpenAPI 3.1 uses unchanged, with the components for its references. */
    private static void assertValid(JsonNode schema, String json) {
        ObjectNode whole = (ObjectNode) schema.deepCopy();
        whole.set("components", DOCUMENT.get("components"));
        Schema sound = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JSON.writeValueAsString(whole));
        assertThat(sound.validate(json, InputFormat.JSON)).as(json).isEmpty();
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.get("$ref").asString().substring(1)) : node;
    }

    private static Set<String> documented() {
        Set<String> all = new TreeSet<>();
        DOCUMENT.get("paths").propertyStream().forEach(path -> path.getValue().get("get").get("responses")
                .propertyStream().forEach(answer -> types(answer.getValue())
                        .forEach(type -> all.add(path.getKey() + " " + answer.getKey() + " " + type))));
        return all;
    }

    private static Set<String> types(JsonNode answer) {
        JsonNode content = resolved(answer).path("content");
        return content.isEmpty() ? Set.of("") : new TreeSet<>(content.propertyNames());
    }
}
