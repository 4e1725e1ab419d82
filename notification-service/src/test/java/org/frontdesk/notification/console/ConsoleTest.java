package org.frontdesk.notification.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.UUID;

import org.frontdesk.notification.Engines;
import org.frontdesk.notification.RunningServiceTest;
import org.frontdesk.notification.inquiry.Inquiries;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The console in a browser without JavaScript. */
class ConsoleTest extends RunningServiceTest {
    @LocalServerPort
    private int port;
    private Browser browser;

    @BeforeEach
    void logIn() {
        browser = Browser.loggedIn(port);
    }

    @Test
    void every_page_can_be_opened_and_has_content() {
        var event = Inquiries.another();
        Inquiries.publish(event);
        mailsAbout(event, 2);
        for (var state : DeliveryList.State.values()) {
            db.sql("""
                    INSERT INTO delivery (id, inquiry_id, kind, recipient, language, state, reason, doubtful, instance_id,
                                          next_attempt_at)
                    SELECT gen_random_uuid(), inquiry.id, 'notice', 'desk@example.org', 'en', :state, 'x', 1, instance.id,
                           now() + interval '1 hour'
                    FROM inquiry, instance WHERE reference = :reference LIMIT 1
                    """).param("state", state.name()).param("reference", Inquiries.reference(event)).update();
            assertThat(browser.page("/console/mails?kind=notice&state=" + state)).as(state.name())
                    .contains(Inquiries.reference(event));
        }
        Engines.publish(UUID.randomUUID().toString(), "{".getBytes());
        await().until(() -> browser.page("/console/dead-records").contains("inquiries-0@"));
        for (var page : new String[]{"/", "/console", "/console/account", "/console/mails?state=dead",
                "/console/mails?state=due", "/console/mails?state=sending", "/console/mails?state=withheld",
                "/console/mails?state=sent&kind=alert&language=en", "/console/mails?state=erased",
                "/console/dead-records", "/console/erase"}) {
            assertThat(browser.page(page)).as(page).contains("<main").contains("Log out")
                    .doesNotContain("did not work");
        }
    }

    @Test
    void an_inquirys_page_shows_its_deliveries_and_the_visitors_words_in_their_direction() {
        var event = Inquiries.another();
        Inquiries.publish(event);
        mailsAbout(event, 2);
        var page = browser.page("/console/inquiries/" + Inquiries.reference(event));
        assertThat(page).contains("alert to arabic@example.org").contains("reply to visitor@example.net")
                .contains("lang=\"ar\" dir=\"rtl\"").contains("مرحبا");
    }

    @Test
    void an_inquirys_page_shows_each_attempt_and_the_relays_reply() {
        var event = Inquiries.another();
        Inquiries.publish(event);
        mailsAbout(event, 2);
        db.sql("""
                INSERT INTO attempt (delivery_id, number, answer)
                SELECT id, 1, '451 4.7.1 come back later' FROM delivery WHERE kind = 'alert' AND inquiry_id = :id::uuid
                """).param("id", event.get("id").asString()).update();
        assertThat(browser.page("/console/inquiries/" + Inquiries.reference(event))).contains("<strong>tried</strong>")
                .contains("alert to arabic@example.org, attempt 1: 451 4.7.1 come back later");
    }

    @Test
    void an_inquiry_is_found_by_address() {
        var event = Inquiries.another();
        Inquiries.publish(event);
        mailsAbout(event, 2);
        assertThat(browser.submit("/console", "/console/search", Map.of("q", "Visitor@example.net")).body())
                .contains(Inquiries.reference(event));
    }

    @Test
    void an_unknown_page_is_a_404_page_of_the_console() {
        assertThat(browser.get("/console/nowhere").statusCode()).isEqualTo(404);
        assertThat(browser.page("/console/nowhere")).contains("There is no such page");
        assertThat(browser.page("/console/mails?state=lost")).contains("state: this value is not allowed");
    }
}
