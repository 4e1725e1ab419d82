package org.frontdesk.notification.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;

import org.frontdesk.notification.Engines;
import org.frontdesk.notification.RunningServiceTest;
import org.frontdesk.notification.mail.SampleMails.Sort;
import org.frontdesk.notification.site.Site;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Operators can see every mail before a visitor does. */
class MailPreviewTest extends RunningServiceTest {
    private static final String PAGE = "/console/preview?sort=reply&form=request-info&language=ar";

    @LocalServerPort
    private int port;
    @Autowired
    private Site site;
    private Browser browser;

    @BeforeEach
    void logIn() {
        browser = Browser.loggedIn(port);
    }

    @Test
    void every_kind_of_mail_is_shown_in_every_language_of_the_site() {
        for (var sort : Sort.values()) {
            for (var language : site.languages().keySet()) {
                var page = browser.page("/console/preview?sort=" + sort + "&language=" + language);
                assertThat(page).as("%s in %s", sort, language).contains("k7m4-2qxz-9tbd").contains("shown below");
            }
        }
    }

    @Test
    void the_mail_is_in_a_sandboxed_frame_that_runs_and_loads_nothing() {
        assertThat(browser.page(PAGE)).contains("<iframe").contains("sandbox=\"\"");
        var mail = browser.get("/console/preview/mail?sort=reply&form=request-info&language=ar&mailLanguage=en");
        assertThat(mail.body()).contains("lang=\"ar\"").contains("k7m4-2qxz-9tbd");
        assertThat(mail.headers().firstValue("Content-Security-Policy")).get().asString()
                .contains("sandbox", "default-src 'none'", "frame-ancestors 'self'");
        assertThat(mail.headers().firstValue("X-Frame-Options")).hasValue("SAMEORIGIN");
    }

    @Test
    void a_preview_requires_a_login() {
        var stranger = new Browser(port);
        assertThat(stranger.get(PAGE).statusCode()).isEqualTo(302);
        assertThat(stranger.get("/console/preview/mail?sort=reply&form=request-info&language=ar&mailLanguage=en")
                .statusCode()).isEqualTo(403);
        assertThat(stranger.post("/console/preview/send", Map.of("to", "me@example.org")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_mail_is_sent_to_the_operator_who_asks_and_is_marked_as_a_preview() {
        send("operator@example.org");
        var mail = Engines.MAILBOX.all().stream().filter(sent -> sent.recipient().equals("operator@example.org"))
                .findFirst().orElseThrow();
        assertThat(mail.subject()).startsWith("[preview] لقد استلمنا");
        assertThat(mail.header("Content-Language")).isEqualTo("ar");
        assertThat(db.sql("SELECT outcome FROM operator_action WHERE action = 'preview' AND target = 'reply in ar'")
                .query(String.class).list()).contains("sent");
    }

    @Test
    void an_address_that_is_not_one_mailbox_is_rejected() {
        var before = Engines.MAILBOX.all().size();
        for (var address : new String[]{"a@example.org,b@example.net", "list:a@x.com,victim@y.net;", "nobody",
                "victim\u0140evil.net\u013E@example.com"}) {
            assertThat(send(address).body()).as(address).contains("Expected one e-mail address");
        }
        var next = URI.create(send("refused@example.org").headers().firstValue("Location").orElseThrow());
        assertThat(browser.page(next.getRawPath() + "?" + next.getRawQuery())).contains("The relay did not accept it");
        assertThat(Engines.MAILBOX.all().subList(before, Engines.MAILBOX.all().size()))
                .noneMatch(mail -> mail.subject().startsWith("[preview]"));
    }

    @Test
    void an_unknown_language_or_form_is_rejected() {
        assertThat(browser.page("/console/preview?language=xx")).contains("language: expected one of");
        assertThat(browser.page("/console/preview?form=xx")).contains("form: expected one of");
        assertThat(browser.page("/console/preview?sort=xx")).contains("sort: this value is not allowed");
    }

    private HttpResponse<String> send(String to) {
        return browser.submit(PAGE, "/console/preview/send", Map.of("sort", "reply", "form", "request-info",
                "language", "ar", "mailLanguage", "en", "to", to));
    }
}
