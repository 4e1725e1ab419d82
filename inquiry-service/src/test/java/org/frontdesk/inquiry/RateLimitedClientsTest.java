package org.frontdesk.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client over the limit is told when to retry and loses nothing; other clients are not affected. */
class RateLimitedClientsTest extends RunningService {
    private static final String FORM = "message=a+worry&phone=12345&consent=on&language=ar&_token=t-1";

    @Test
    void a_submission_over_the_limit_is_429_with_retry_after() {
        sendTen("192.0.2.1");

        var response = json("192.0.2.1");
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(response.headers().firstValue("Retry-After").orElseThrow())).isBetween(1, 60);
        assertThat(json(response).get("type").asString()).isEqualTo("urn:frontdesk:problem:too-many");
        assertThat(json(response).get("title").asString()).startsWith("Too many messages");
        assertThat(json("192.0.2.2").statusCode()).isEqualTo(202);
    }

    @Test
    void a_rate_limited_form_is_shown_again_filled_in_with_the_phone_line_of_its_language() {
        sendTen("192.0.2.3");

        var page = post("192.0.2.3", "application/x-www-form-urlencoded", FORM);
        assertThat(page.statusCode()).isEqualTo(429);
        assertThat(page.headers().firstValue("Retry-After")).isPresent();
        assertThat(page.body()).contains("dir=\"rtl\"", "يُرجى الانتظار قليلًا", "+44 20 7946 0274",
                "a worry</textarea>", "name=\"_token\" value=\"t-1\"");
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.4,'198.51.100.9, 192.0.2.4'", "192.0.2.5,'192.0.2.77,192.0.2.5'",
            "2001:db8:f:f::1,2001:db8:f:f:9::2", "not-an-address,another-one"})
    void a_forged_x_forwarded_for_does_not_evade_the_limit(String first, String then) {
        sendTen(first);

        assertThat(json(then).statusCode()).isEqualTo(429);
    }

    @Test
    void invalid_submissions_do_not_count() {
        for (int i = 0; i < 12; i++) {
            assertThat(post("192.0.2.6", "application/json", "{}").statusCode()).isEqualTo(400);
        }
        assertThat(json("192.0.2.6").statusCode()).isEqualTo(202);
    }

    private void sendTen(String address) {
        for (int i = 0; i < 10; i++) {
            assertThat(json(address).statusCode()).isEqualTo(202);
        }
    }

    private HttpResponse<String> json(String address) {
        return post(address, "application/json", JSON.writeValueAsString(inquiry()));
    }

    private HttpResponse<String> post(String address, String type, String body) {
        return send(to(INQUIRIES).setHeader("X-Forwarded-For", address).header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)));
    }
}
