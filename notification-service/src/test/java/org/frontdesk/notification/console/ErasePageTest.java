package org.frontdesk.notification.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.frontdesk.notification.RunningServiceTest;
import org.frontdesk.notification.inquiry.Inquiries;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.node.ObjectNode;

/** What an operator sees before an erasure, and what is then erased. */
class ErasePageTest extends RunningServiceTest {
    private static final Pattern REFERENCE = Pattern.compile("/console/inquiries/([^\"?]+)\"");
    private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([^\"]*)\"");

    @LocalServerPort
    private int port;
    private Browser browser;

    @BeforeEach
    void logIn() {
        browser = Browser.loggedIn(port);
    }

    @Test
    void for_an_inquiry_sent_three_times_the_page_lists_all_three_and_exactly_these_are_erased() {
        var first = published("page.double@example.net");
        var second = copy(first);
        var third = copy(first);
        published("page.other@example.net");
        for (var subject : List.of(second, first)) {
            assertThat(references(confirmPage(Inquiries.reference(subject))))
                    .isEqualTo(references(first, second, third));
        }
        assertThat(references(erased(Inquiries.reference(second)))).isEqualTo(references(first, second, third));
        assertThat(confirmPage("page.double@example.net")).contains("No inquiry that still holds data");
    }

    @Test
    void while_older_inquiries_are_not_indexed_yet_search_and_erasure_by_address_answer_503_with_retry_after() {
        db.sql("""
                CREATE FUNCTION unindexed() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN NEW.mailbox_hash = NULL; RETURN NEW; END $$
                """).update();
        db.sql("CREATE TRIGGER unindexed BEFORE UPDATE ON inquiry FOR EACH ROW WHEN (NEW.form = 'unindexed')"
                + " EXECUTE FUNCTION unindexed()").update();
        db.sql("""
                INSERT INTO inquiry (id, reference, form, language, submitted_at, content_hash, event, email_hash)
                SELECT gen_random_uuid(), n::text, 'unindexed', 'en', now(), n::text, '{}', n::text
                FROM generate_series(1, 1000) AS n
                """).update();
        try {
            var page = browser.submit("/console/erase", "/console/erase", Map.of("subject", "a@example.net"));
            assertThat(page.body()).contains("still being indexed");
            var found = browser.submit("/console/erase", "/console/search", Map.of("q", "a@example.net"));
            var erased = browser.apiPost("/erasures", "{\"email\": \"a@example.net\"}");
            for (var answer : List.of(page, found, erased)) {
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).contains("60");
            }
            assertThat(erased.body()).contains("still being indexed");
        } finally {
            db.sql("DROP FUNCTION unindexed CASCADE").update();
            db.sql("DELETE FROM inquiry WHERE form = 'unindexed'").update();
        }
    }

    @Test
    void for_an_address_the_page_lists_every_inquiry_with_the_address_as_written() {
        var first = published("page.many@example.net");
        var copy = copy(first);
        var second = published("Page.Many+clinic@Example.net");
        published("page.few@example.net");
        var page = confirmPage("page.many@example.net");
        assertThat(references(page)).isEqualTo(references(first, copy, second));
        assertThat(page).contains("these 3 inquiries", ">page.many@example.net<", ">Page.Many+clinic@Example.net<");
        assertThat(references(erased("page.many@example.net"))).isEqualTo(references(first, copy, second));
        assertThat(remaining(first, copy, second)).isZero();
    }

    @Test
    void an_inquiry_that_arrived_after_the_page_is_shown_before_anything_is_erased() {
        var first = published("page.meanwhile@example.net");
        var seen = seen(confirmPage("page.meanwhile@example.net"));
        var second = published("page.meanwhile@example.net");
        var again = confirmed("page.meanwhile@example.net", seen);
        assertThat(again).contains("Another inquiry came in meanwhile");
        assertThat(references(again)).isEqualTo(references(first, second));
        assertThat(remaining(first, second)).isEqualTo(2);
        var receipt = confirmed("page.meanwhile@example.net", seen(again));
        assertThat(references(receipt)).isEqualTo(references(first, second));
        assertThat(remaining(first, second)).isZero();
    }

    @Test
    void an_inquiry_that_was_erased_after_the_page_does_not_prevent_the_erasure() {
        var first = published("page.gone@example.net");
        var second = published("page.gone@example.net");
        var seen = seen(confirmPage("page.gone@example.net"));
        browser.apiPost("/erasures", "{\"reference\":\"" + Inquiries.reference(first) + "\"}");
        assertThat(references(confirmed("page.gone@example.net", seen))).isEqualTo(references(second));
    }

    @ParameterizedTest
    @CsvSource({"spelt.one+x@gmail.com, speltone@gmail.com, s.peltone@googlemail.com",
            "spelt.two@example.net, Spelt.Two@EXAMPLE.net, spelt.two+clinic@example.net",
            "spelt@пошта.example, spelt@xn--80a1acn3a.example, SPELT+x@Пошта.example"})
    void every_spelling_of_a_mailbox_finds_and_erases_all_of_it(String one, String another, String third) {
        var events = Stream.of(one, another, third).map(this::published).toArray(ObjectNode[]::new);
        for (var spelling : List.of(one, another, third)) {
            assertThat(references(browser.submit("/console", "/console/search", Map.of("q", spelling)).body()))
                    .as(spelling).isEqualTo(references(events));
            assertThat(references(confirmPage(spelling))).as(spelling).isEqualTo(references(events));
        }
        assertThat(references(erased(another))).isEqualTo(references(events));
        assertThat(remaining(events)).isZero();
    }

    @Test
    void similar_mailboxes_are_not_erased() {
        var kept = Stream.of("alikeone@example.net", "alike.one@example.org", "+b@example.net").map(this::published)
                .toArray(ObjectNode[]::new);
        var gone = Stream.of("alike.one@example.net", "+a@example.net").map(this::published).toArray(ObjectNode[]::new);
        assertThat(references(erased("alike.one@example.net"))).isEqualTo(references(gone[0]));
        assertThat(references(erased("+a@example.net"))).isEqualTo(references(gone[1]));
        assertThat(remaining(kept)).isEqualTo(kept.length);
    }

    private String confirmPage(String subject) {
        return browser.submit("/console/erase", "/console/erase", Map.of("subject", subject)).body();
    }

    /** Like the page's own form. */
    private String erased(String subject) {
        return confirmed(subject, seen(confirmPage(subject)));
    }

    private String confirmed(String subject, String seen) {
        return browser.submit("/console/erase", "/console/erase/confirmed", Map.of("subject", subject, "seen", seen))
                .body();
    }

    private static String seen(String page) {
        var seen = SEEN.matcher(page);
        return seen.find() ? seen.group(1) : "";
    }

    private static TreeSet<String> references(String page) {
        return new TreeSet<>(REFERENCE.matcher(page).results().map(found -> found.group(1)).toList());
    }

    private static TreeSet<String> references(ObjectNode... events) {
        return new TreeSet<>(Stream.of(events).map(Inquiries::reference).toList());
    }

    private ObjectNode published(String email) {
        return published(email, Inquiries.another());
    }

    /** The same content again, as after a double click without an idempotency key. */
    private ObjectNode copy(ObjectNode of) {
        var copy = Inquiries.another();
        copy.set("contentHash", of.get("contentHash"));
        return published(of.get("fields").get(1).get("value").asString(), copy);
    }

    private ObjectNode published(String email, ObjectNode event) {
        ((ObjectNode) event.get("fields").get(1)).put("value", email);
        Inquiries.publish(event);
        await().until(() -> remaining(event) == 1);
        return event;
    }

    private int remaining(ObjectNode... events) {
        return db.sql("SELECT count(*) FROM inquiry WHERE event IS NOT NULL AND id = ANY (:ids)")
                .param("ids", Stream.of(events).map(event -> UUID.fromString(event.get("id").asString()))
                        .toArray(UUID[]::new))
                .query(Integer.class).single();
    }
}
