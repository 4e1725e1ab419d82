package org.frontdesk.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only pages of the site's origins may read responses, and no form is refused because of its origin. */
class CorsTest extends RunningService {
    private static final String ALLOWED = "Access-Control-Allow-Origin";

    @ParameterizedTest
    @ValueSource(strings = {"https://www.example.org", "http://localhost:8080"})
    void a_page_of_a_listed_origin_may_post_and_read_the_response(String origin) {
        var preflight = preflight(origin, "POST", "content-type, idempotency-key");
        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.headers().firstValue(ALLOWED)).hasValue(origin);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods")).hasValue("GET,POST");
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                .hasValue("content-type, idempotency-key");
        assertThat(preflight.headers().firstValue("Access-Control-Max-Age")).hasValue("3600");

        var answer = postJson(inquiry(), "Origin", origin);
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue(ALLOWED)).hasValue(origin);
        assertThat(answer.headers().firstValue("Access-Control-Expose-Headers")).hasValue("Retry-After");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(answer.headers().allValues("Vary")).contains("Origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "https://www.example.org.evil.example", "http://www.example.org",
            "https://www.example.org:444", "null", "https://sub.www.example.org"})
    void a_page_of_another_origin_may_not_read_the_response_but_its_plain_form_is_accepted(String origin) {
        assertThat(preflight(origin, "POST", "content-type").headers().firstValue(ALLOWED)).isEmpty();
        var answer = postForm("message=m&phone=12345&consent=on", "Origin", origin);
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue(ALLOWED)).isEmpty();
        assertThat(answer.headers().allValues("Vary")).contains("Origin");
        assertThat(publishedJson().get("fields")).isNotEmpty();
    }

    @Test
    void other_methods_and_headers_are_not_allowed() {
        assertThat(preflight("https://www.example.org", "DELETE", "content-type").statusCode()).isEqualTo(403);
        assertThat(preflight("https://www.example.org", "POST", "authorization").statusCode()).isEqualTo(403);
    }

    @Test
    void a_request_without_an_origin_is_accepted() {
        assertThat(postJson(inquiry()).statusCode()).isEqualTo(202);
        assertThat(postJson(inquiry(), "Referer", "https://evil.example/").statusCode()).isEqualTo(202);
    }

    @Test
    void a_page_can_read_a_problem_document() {
        var answer = postJson("{}", "Origin", "https://www.example.org");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue(ALLOWED)).hasValue("https://www.example.org");
    }

    private HttpResponse<String> preflight(String origin, String method, String headers) {
        return send(to(INQUIRIES).headers("Origin", origin, "Access-Control-Request-Method", method,
                "Access-Control-Request-Headers", headers).method("OPTIONS", BodyPublishers.noBody()));
    }
}
