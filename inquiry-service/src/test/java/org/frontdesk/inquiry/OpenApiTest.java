package org.frontdesk.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

/** Provokes every response in contracts/openapi/inquiry-service.yaml; each is as documented, and no other occurs. */
class OpenApiTest extends RunningService {
    private static final String HTML = "text/html";
    private static final String JSON_TYPE = "application/json";
    private static final String FORM_TYPE = "application/x-www-form-urlencoded";
    private final Set<String> seen = new TreeSet<>();

    @Test
    void every_documented_response_occurs_as_documented_except_timeouts_and_outages() {
        submissions();
        refusals();
        pages();

        // BadInputTest provokes 408 and BrokerOutageTest 503, which take longer
        assertThat(seen).containsExactlyInAnyOrderElementsOf(OpenApi.documentedExcept(Set.of("408", "503")));
    }

    private void submissions() {
        post(202, JSON_TYPE, JSON.writeValueAsString(inquiry()));
        post(303, FORM_TYPE, "message=m&phone=12345&consent=on");
        post(400, JSON_TYPE, "{\"email\":\"x\",\"other\":1,\"name\":[],\"diagnosis-year\":1}");
        post(400, JSON_TYPE, "{");
        post(400, FORM_TYPE, "message=m");
        for (int i = 0; i < 10; i++) {
            assertDocumented("post", "/forms/{form}/inquiries", 202, send(to(INQUIRIES)
                    .setHeader("X-Forwarded-For", "192.0.2.99").header("Content-Type", JSON_TYPE)
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(inquiry())))));
        }
        assertDocumented("post", "/forms/{form}/inquiries", 429,
                send(to(INQUIRIES).setHeader("X-Forwarded-For", "192.0.2.99")
                        .header("Content-Type", JSON_TYPE)
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(inquiry())))));
        assertDocumented("post", "/forms/{form}/inquiries", 429,
                send(to(INQUIRIES).setHeader("X-Forwarded-For", "192.0.2.99")
                        .header("Content-Type", FORM_TYPE)
                        .POST(BodyPublishers.ofString("message=m&phone=12345&consent=on"))));
    }

    private void refusals() {
        for (var accept : new String[]{HTML, "*/*"}) {
            post(413, JSON_TYPE, "x".repeat(70_000), "Accept", accept);
            post(415, "text/plain", "x", "Accept", accept);
            assertDocumented("post", "/forms/{form}/inquiries", 404, send(to("/forms/none/inquiries")
                    .headers("Content-Type", JSON_TYPE, "Accept", accept).POST(BodyPublishers.ofString("{}"))));
            assertDocumented("post", "/forms/{form}/inquiries", 405, send(to(INQUIRIES).header("Accept", accept)
                    .method("PUT", BodyPublishers.noBody())));
        }
    }

    private void pages() {
        for (var accept : new String[]{HTML, JSON_TYPE}) {
            assertDocumented("get", "/forms/{form}", 200, get("/forms/request-info?lang=ar", "Accept", accept));
            assertDocumented("get", "/forms/{form}", 404, get("/forms/none", "Accept", accept));
            assertDocumented("get", "/forms/{form}/thanks", 404, get("/forms/none/thanks", "Accept", accept));
        }
        assertDocumented("get", "/forms/{form}", 406, get("/forms/request-info", "Accept", "image/png"));
        assertDocumented("get", "/forms/{form}", 406, get("/forms/request-info", "Accept", "text/html;q=0"));
        assertDocumented("get", "/forms/{form}/thanks", 200, get("/forms/request-info/thanks?ref=yvhb-hn61-mzmg"));
        var script = get("/widget.js");
        assertDocumented("get", "/widget.js", 200, script);
        assertDocumented("get", "/widget.js", 304,
                get("/widget.js", "If-None-Match", script.headers().firstValue("ETag")
                        .orElseThrow()));
    }

    private void post(int status, String type, String body, String... headers) {
        var request = to(INQUIRIES).header("Content-Type", type).POST(BodyPublishers.ofString(body));
        assertDocumented("post", "/forms/{form}/inquiries", status, send(headers.length == 0
                ? request
                : request.headers(headers)));
    }

    private void assertDocumented(String method, String path, int status, HttpResponse<String> response) {
        seen.add(OpenApi.assertDocumented(method, path, status, response));
    }
}
