package org.frontdesk.notification.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.frontdesk.notification.RunningServiceTest;
import org.frontdesk.notification.inquiry.Inquiries;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Authentication, and what other sites can make an operator's browser do. */
@ExtendWith(OutputCaptureExtension.class)
class AccessTest extends RunningServiceTest {
    private static final String HASH = "$2a$10$tJuE2AyydiG2.UvyNr2q/eQuFzM529XoUb1rGFJ0JopD9O.IutrUS";

    @LocalServerPort
    private int port;
    @LocalManagementPort
    private int managementPort;
    private Browser browser;

    @BeforeEach
    void open() {
        browser = new Browser(port);
    }

    @Test
    void every_page_and_endpoint_requires_a_login() {
        for (var path : new String[]{"/", "/console", "/console/mails", "/console/dead-records"}) {
            assertThat(browser.get(path).headers().firstValue("Location")).as(path).get().asString().endsWith("/login");
        }
        for (var path : new String[]{"/deliveries", "/inquiries?q=x", "/inquiries/x", "/dead-records", "/tasks/x"}) {
            var answer = browser.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
    }

    @Test
    void forwarding_headers_are_ignored_unless_a_proxy_is_configured() {
        var answer = browser.send(browser.to("/console").header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "evil.example").header("X-Forwarded-For", "192.0.2.1"));
        assertThat(answer.headers().firstValue("Location")).get().asString().doesNotContain("https", "evil");
        assertThat(answer.headers().firstValue("Set-Cookie")).get().asString().startsWith("FRONTDESK=")
                .doesNotContain("Secure");
    }

    @Test
    void a_forged_cookie_is_no_session_and_nothing_sent_is_logged(CapturedOutput output) {
        for (var cookie : new String[]{"AA==", "x", "%00", "a".repeat(4_000)}) {
            assertThat(browser.send(browser.to("/console").header("Cookie", "FRONTDESK=" + cookie)).statusCode())
                    .as(cookie).isEqualTo(302);
        }
        assertThat(browser.get("/error").statusCode()).isEqualTo(302);
        assertThat(browser.get("/login?language=hidden%ff").statusCode()).isIn(200, 400);
        browser.login("operator", "operator");
        assertThat(browser.get("/console/mails?language=hidden%ff").statusCode()).isEqualTo(400);
        assertThat(browser.get("/console/mails?language=%00").statusCode()).isEqualTo(400);
        assertThat(output).doesNotContain("hidden", "Exception");
    }

    @Test
    void a_form_with_invalid_percent_encoding_or_a_nul_is_rejected_with_any_method() {
        browser.login("operator", "operator");
        for (var method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            var isParsed = method.equals("POST"); // otherwise there is no CSRF token, and no such endpoint in the API
            for (var page : List.of("/console/search", "/login")) {
                assertThat(sendBadForm(method, browser.to(page))).as("%s %s", method, page)
                        .isEqualTo(isParsed ? 400 : 403);
            }
            assertThat(sendBadForm(method, browser.api("/erasures"))).as(method).isEqualTo(isParsed ? 400 : 405);
        }
        assertThat(browser.submit("/console", "/console/search", Map.of("q", "a\0b@example.net")).statusCode())
                .isEqualTo(400);
        assertThat(browser.apiPost("/inquiries/search", "{\"q\":\"a\\u0000b\"}").body()).contains("not valid UTF-8");
        assertThat(browser.apiPost("/inquiries/search", "{\"q\":\"a\\ud800b\"}").statusCode()).isEqualTo(400);
    }

    private int sendBadForm(String method, HttpRequest.Builder request) {
        return browser.send(request.header("Content-Type", "application/x-www-form-urlencoded").method(method,
                BodyPublishers.ofString("q=%zz&_csrf=%"))).statusCode();
    }

    @Test
    void a_forged_csrf_token_of_the_right_length_is_rejected() {
        browser.login("operator", "operator");
        var forged = Base64.getUrlEncoder().encodeToString(new byte[72]);
        assertThat(browser.post("/console/search", Map.of("q", "x", "_csrf", forged)).statusCode()).isEqualTo(403);
        var tampered = Base64.getUrlDecoder().decode(browser.token("/console"));
        tampered[0] ^= (byte) 0x80;
        assertThat(browser.post("/console/search",
                Map.of("q", "x", "_csrf", Base64.getUrlEncoder().encodeToString(tampered))).statusCode())
                .isEqualTo(403);
    }

    @Test
    void the_error_page_cannot_be_requested_directly() {
        browser.login("operator", "operator");
        assertThat(browser.get("/error").statusCode()).isEqualTo(403);
    }

    @Test
    void a_login_opens_the_console_and_a_logout_ends_the_session() {
        assertThat(browser.login("operator", "operator").headers().firstValue("Set-Cookie")).get().asString()
                .contains("HttpOnly").contains("SameSite=Strict");
        assertThat(browser.get("/console").statusCode()).isEqualTo(200);
        browser.submit("/console", "/logout", Map.of());
        assertThat(browser.get("/console").statusCode()).isEqualTo(302);
    }

    @Test
    void a_wrong_password_opens_nothing_and_too_many_are_rejected_with_429() {
        var name = "guesser" + System.nanoTime();
        for (int i = 0; i < 2; i++) {
            assertThat(browser.login(name, "wrong").statusCode()).isIn(302, 429);
            assertThat(browser.send(browser.api("/deliveries", name, "wrong")).statusCode()).isIn(401, 429);
        }
        browser.login(name, "wrong");
        var form = browser.login(name, "wrong");
        assertThat(form.statusCode()).isEqualTo(429);
        assertThat(form.body()).contains("Too many wrong passwords");
        var api = browser.send(browser.api("/deliveries", name, "wrong"));
        assertThat(api.statusCode()).isEqualTo(429);
        assertThat(api.headers().firstValue("Content-Type")).contains("application/problem+json");
        for (var answer : List.of(form, api)) {
            assertThat(answer.headers().firstValue("Retry-After")).get().asString().matches("[1-9]\\d?");
        }
        assertThat(browser.get("/console").statusCode()).isEqualTo(302);
    }

    @Test
    void forty_wrong_guesses_of_other_names_lock_no_operator_out_of_console_and_api() {
        var session = Browser.loggedIn(port);
        for (int i = 0; i < 40; i++) {
            browser.login("other" + i, "wrong");
        }
        assertThat(browser.login("other", "wrong").statusCode()).isEqualTo(429);
        assertThat(session.get("/console").statusCode()).isEqualTo(200);
        assertThat(browser.send(browser.api("/deliveries")).statusCode()).isEqualTo(200);
        assertThat(browser.login("operator", "operator").headers().firstValue("Location")).get().asString()
                .endsWith("/console");
    }

    @Test
    void a_post_without_a_csrf_token_changes_nothing() {
        browser.login("operator", "operator");
        var id = withheld();
        assertThat(browser.post("/console/mails/" + id + "/release", Map.of("back", "/console")).statusCode())
                .isEqualTo(403);
        assertThat(state(id)).isEqualTo("withheld");
    }

    @Test
    void a_session_is_not_accepted_by_the_api() {
        browser.login("operator", "operator");
        var id = withheld();
        assertThat(browser.post("/deliveries/" + id + "/release", Map.of()).statusCode()).isEqualTo(401);
        assertThat(browser.get("/deliveries").statusCode()).isEqualTo(401);
        assertThat(state(id)).isEqualTo("withheld");
    }

    @Test
    void basic_credentials_stored_in_a_browser_change_nothing() {
        var id = withheld();
        var answer = browser.apiPost("/deliveries/" + id + "/release", "", "Origin", "https://evil.example");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(state(id)).isEqualTo("withheld");
    }

    @Test
    void a_page_runs_no_script_and_cannot_be_framed() {
        assertThat(browser.get("/login").headers().firstValue("Content-Security-Policy")).get().asString()
                .contains("default-src 'none'").contains("frame-ancestors 'none'").doesNotContain("unsafe");
        assertThat(browser.get("/login").headers().firstValue("Cache-Control")).get().asString().contains("no-store");
    }

    @Test
    void an_action_redirects_only_to_the_console() {
        browser.login("operator", "operator");
        var answer = browser.submit("/console", "/console/mails/" + withheld() + "/discard",
                Map.of("back", "//evil.example/console"));
        assertThat(answer.headers().firstValue("Location")).get().asString().endsWith("/console");
    }

    @Test
    void health_and_metrics_need_no_login_on_their_own_port() {
        var management = new Browser(managementPort);
        // Up or down: another test may have created old inquiries, for which a digest is late until the next check.
        assertThat(management.get("/actuator/health").body()).contains("oldestAlertSeconds");
        assertThat(management.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(management.get("/actuator/prometheus").body()).contains("jvm_memory");
        assertThat(management.get("/actuator/env").statusCode()).isNotEqualTo(200);
        assertThat(management.get("/actuator/health/no/such").statusCode()).isEqualTo(403);
        assertThat(management.get("/actuator/health;a=%25zz").statusCode()).isEqualTo(400);
    }

    @Test
    void the_log_contains_no_address_whatever_an_operator_does(CapturedOutput output) {
        browser.login("marked@example.net", "marked@example.net");
        browser.login("operator", "operator");
        browser.submit("/console", "/console/search", Map.of("q", "marked@example.net"));
        browser.submit("/console/erase", "/console/erase/confirmed", Map.of("subject", "marked@example.net"));
        browser.apiPost("/inquiries/search", "{\"q\":\"marked@example.net\"}");
        browser.apiPost("/inquiries/search", "{\"q\":marked@example.net}");
        browser.apiPost("/erasures", "{\"email\":\"marked@example.net\",\"reference\":\"x\"}");
        browser.apiPost("/erasures", "{\"email\":[\"marked@example.net\"]}");
        browser.send(HttpRequest.newBuilder(browser.at("/inquiries?q=marked@example.net")));
        assertThat(output.getAll()).doesNotContain("marked@");
    }

    @Test
    void an_invalid_operator_entry_is_reported_by_its_number_and_not_by_its_hash() {
        assertThat(Operators.of("a:" + HASH + ", b:" + HASH + "\nc:" + HASH)).hasSize(3);
        assertThat(Operators.of(" ")).isEmpty();
        for (var entry : new String[]{"b:secret", "b", "a:" + HASH, "b:" + HASH.replace("$10$", "$04$"),
                "b:" + HASH.replace("$10$", "$15$")}) {
            assertThatThrownBy(() -> Operators.of("a:" + HASH + "," + entry))
                    .isInstanceOf(Operators.InvalidOperators.class)
                    .hasMessageStartingWith("FRONTDESK_OPERATORS, entry 2: expected name:bcrypt")
                    .hasMessageNotContainingAny("$", "secret");
        }
    }

    private String withheld() {
        var event = Inquiries.another();
        var inquiry = event.get("id").asString();
        db.sql("""
                INSERT INTO inquiry (id, reference, form, language, submitted_at, content_hash, event)
                VALUES (:id::uuid, :reference, 'request-info', 'ar', now(), :id, :event::jsonb)
                """).param("id", inquiry).param("reference", Inquiries.reference(event))
                .param("event", event.toString()).update();
        var id = UUID.randomUUID().toString();
        db.sql("""
                INSERT INTO delivery (id, inquiry_id, kind, recipient, language, state, reason)
                VALUES (:id::uuid, :inquiry::uuid, 'alert', 'desk@example.org', 'en', 'withheld', 'spam')
                """).param("id", id).param("inquiry", inquiry).update();
        return id;
    }

    private String state(String id) {
        return db.sql("SELECT state FROM delivery WHERE id = :id::uuid").param("id", id).query(String.class).single();
    }
}
