package org.frontdesk.notification.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

import org.frontdesk.notification.Engines;
import org.frontdesk.notification.RunningServiceTest;
import org.frontdesk.notification.inquiry.Inquiries;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What operators can do with deliveries and inquiries through the API, checked by the mails that arrive. */
class ApiTest extends RunningServiceTest {
    @LocalServerPort
    private int port;
    private Browser api;

    @BeforeEach
    void program() {
        api = new Browser(port);
    }

    @Test
    void a_retry_sends_a_dead_delivery() {
        var event = delivered();
        var reply = mail(event, "reply");
        become(reply, "state = 'dead', reason = '550 5.1.1 no such mailbox', followed_up = true");
        assertThat(api.apiPost("/deliveries/" + reply + "/retry", "").statusCode()).isEqualTo(200);
        assertThat(mailsAbout(event, 3)).hasSize(3);
        await().until(() -> state(reply).equals("sent"));
        assertThat(history(event)).contains("retry").contains("was dead: 550 5.1.1");
    }

    @Test
    void after_an_erasure_the_audit_contains_nothing_that_the_relay_said_about_the_visitor() {
        var event = delivered();
        var reply = mail(event, "reply");
        become(reply, "state = 'dead', reason = 'given up: 450-4.2.1 User anna.marked is away', followed_up = true");
        assertThat(api.apiPost("/deliveries/" + reply + "/retry", "").statusCode()).isEqualTo(200);
        await().until(() -> state(reply).equals("sent"));
        become(reply, "state = 'dead', reason = 'Anna.Marked closed the connection', followed_up = true");
        assertThat(api.apiPost("/deliveries/" + reply + "/discard", "").statusCode()).isEqualTo(200);
        api.apiPost("/erasures", "{\"reference\":\"" + Inquiries.reference(event) + "\"}");
        var audit = db.sql("SELECT outcome FROM operator_action WHERE target = :id ORDER BY id").param("id", reply)
                .query(String.class).list();
        assertThat(audit).containsExactly("was dead: 450-4.2.1", "was dead");
        assertThat(history(event)).contains("was dead").doesNotContainIgnoringCase("anna.marked");
    }

    @Test
    void a_retry_of_a_doubtful_delivery_warns_of_a_duplicate() {
        var event = delivered();
        become(mail(event, "reply"), "state = 'dead', reason = 'unknown: EOF', doubtful = 2, followed_up = true");
        var answer = api.apiPost("/deliveries/" + mail(event, "reply") + "/retry", "");
        assertThat(JsonMapper.shared().readTree(answer.body()).get("warning").asString()).contains("duplicate");
    }

    @Test
    void a_release_sends_a_withheld_delivery() {
        var event = Inquiries.another();
        ((ObjectNode) event.get("spam")).put("verdict", "spam");
        Inquiries.publish(event);
        await().until(() -> mails(event).size() == 2);
        assertThat(api.apiPost("/deliveries/" + mail(event, "alert") + "/release", "").statusCode()).isEqualTo(200);
        assertThat(mailsAbout(event, 1)).singleElement().extracting("recipient").isEqualTo("arabic@example.org");
        assertThat(history(event)).contains("was withheld: spam");
    }

    @Test
    void a_discarded_delivery_is_never_sent() {
        var event = delivered();
        var reply = mail(event, "reply");
        become(reply, "state = 'due', next_attempt_at = now() + interval '1 hour'");
        assertThat(api.apiPost("/deliveries/" + reply + "/discard", "").statusCode()).isEqualTo(200);
        for (var action : new String[]{"retry", "release", "discard"}) {
            var answer = api.apiPost("/deliveries/" + reply + "/" + action, "");
            assertThat(answer.statusCode()).as(action).isEqualTo(409);
            assertThat(answer.body()).contains("it was discarded");
        }
        assertThat(state(reply)).isEqualTo("withheld");
    }

    @Test
    void a_sent_or_erased_delivery_cannot_be_changed() {
        var event = delivered();
        var reply = mail(event, "reply");
        for (var state : new String[]{"sent", "erased"}) {
            become(reply, "state = '" + state + "'");
            for (var action : new String[]{"retry", "release", "discard"}) {
                assertThat(api.apiPost("/deliveries/" + reply + "/" + action, "").statusCode()).isEqualTo(409);
            }
            assertThat(state(reply)).isEqualTo(state);
        }
    }

    @Test
    void a_list_misses_and_repeats_nothing_while_deliveries_change() {
        var wanted = new HashSet<>(dead("page", 250));
        var seen = new ArrayList<String>();
        var cursor = "";
        for (int pages = 0; cursor != null && pages < 50; pages++) {
            var page = api.apiGet("/deliveries?state=dead&language=page&limit=20&cursor=" + cursor);
            page.get("mails").forEach(mail -> seen.add(mail.get("id").asString()));
            // One that was listed is erased, another dies, and one that is still to be listed is retried and dies again.
            become(seen.getFirst(), "state = 'erased'");
            dead("page", 1);
            become(wanted.stream().filter(id -> !seen.contains(id)).findFirst().orElse(seen.getLast()),
                    "attempt = attempt + 1, changed_at = now()");
            cursor = page.get("next").isNull() ? null : page.get("next").asString();
        }
        assertThat(seen).doesNotHaveDuplicates().containsAll(wanted);
    }

    @Test
    void a_bulk_retry_shows_its_progress_and_ends() {
        var wanted = dead("bulk", 350);
        var answer = api.apiPost("/deliveries/retry", "{\"language\":\"bulk\"}");
        assertThat(answer.statusCode()).isEqualTo(202);
        var task = "/tasks/" + JsonMapper.shared().readTree(answer.body()).get("id").asString();
        await().until(() -> api.apiGet(task).get("progress").asString().equals("ended"));
        assertThat(api.apiGet(task).get("total").asInt()).isEqualTo(350);
        assertThat(api.apiGet(task).get("done").asInt()).isEqualTo(350);
        await().untilAsserted(
                () -> assertThat(db.sql("SELECT count(*) FROM delivery WHERE language = 'bulk' AND state = 'sent'")
                        .query(Integer.class).single()).isEqualTo(wanted.size()));
    }

    @Test
    void equal_inquiries_link_to_each_other() {
        var first = Inquiries.another();
        var second = Inquiries.another();
        second.set("contentHash", first.get("contentHash"));
        Inquiries.publish(first);
        Inquiries.publish(second);
        await().until(() -> api.apiGet("/inquiries?q=" + Inquiries.reference(second)).size() == 1);
        assertThat(api.apiGet("/inquiries/" + Inquiries.reference(second)).get("sameAs").asString())
                .isEqualTo(Inquiries.reference(first));
        assertThat(api.apiGet("/inquiries/" + Inquiries.reference(first)).get("repeats").get(0).asString())
                .isEqualTo(Inquiries.reference(second));
    }

    @Test
    void an_address_is_searched_for_by_post_and_rejected_in_a_url() {
        var event = delivered();
        assertThat(api.apiPost("/inquiries/search", "{\"q\":\"visitor@example.net\"}").body())
                .contains(Inquiries.reference(event));
        assertThat(api.apiGet("/inquiries?q=visitor@example.net").get("detail").asString()).contains("POST");
    }

    @Test
    void an_erasure_returns_a_receipt_and_leaves_nothing_of_the_visitor() {
        var event = delivered();
        var receipt = api.apiPost("/erasures", "{\"reference\":\"" + Inquiries.reference(event) + "\"}");
        assertThat(receipt.statusCode()).isEqualTo(200);
        assertThat(receipt.body()).contains(Inquiries.reference(event)).contains("outOfReach");
        assertThat(history(event)).contains("erase").doesNotContain("visitor@example.net").doesNotContain("مرحبا");
    }

    @Test
    void a_replayed_dead_letter_becomes_an_inquiry_once_its_cause_is_fixed() {
        var event = Inquiries.another();
        var key = event.get("id").asString();
        db.sql("ALTER TABLE inquiry ADD CONSTRAINT broken CHECK (id::text <> '" + key + "')").update();
        Inquiries.publish(event);
        await().until(() -> deadRecord(key) != null);
        db.sql("ALTER TABLE inquiry DROP CONSTRAINT broken").update();
        var place = "/dead-records/" + deadRecord(key).get("id").asString();
        assertThat(api.apiGet(place).get("data").asString()).contains("visitor@example.net");
        assertThat(api.apiPost(place + "/replay", "").statusCode()).isEqualTo(200);
        assertThat(mailsAbout(event, 2)).hasSize(2);
        assertThat(deadRecord(key)).isNull();
        assertThat(api.apiPost(place + "/replay", "").statusCode()).isEqualTo(409);
    }

    @Test
    void a_discarded_dead_letter_is_no_longer_listed_and_the_list_shows_no_data() {
        var key = UUID.randomUUID().toString();
        Engines.publish(key, "{\"email\":\"marked@example.net\"".getBytes());
        await().until(() -> deadRecord(key) != null);
        assertThat(deadRecord(key).toString()).contains("not an inquiry").doesNotContain("marked");
        assertThat(api.apiPost("/dead-records/" + deadRecord(key).get("id").asString() + "/discard", "").statusCode())
                .isEqualTo(200);
        assertThat(deadRecord(key)).isNull();
    }

    @Test
    void malformed_requests_get_a_problem_document() {
        var faraway = Base64.getUrlEncoder().encodeToString(("+1000000000-12-31T23:59:59Z " + UUID.randomUUID())
                .getBytes(StandardCharsets.UTF_8));
        for (var path : new String[]{"/deliveries?cursor=x", "/deliveries?cursor=" + faraway,
                "/deliveries?language=%00", "/inquiries?q=%00", "/inquiries?q=jane%ff", "/deliveries?limit=0",
                "/deliveries?state=lost",
                "/dead-records/x", "/dead-records?cursor=x", "/tasks/x"}) {
            var answer = api.send(api.api(path));
            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type")).as(path).contains("application/problem+json");
        }
        assertThat(api.apiPost("/inquiries/search", "{\"q\":\"\\u0000\"}").statusCode()).isEqualTo(400);
        assertThat(api.apiPost("/erasures", "{\"reference\":\"\\u0000\"}").statusCode()).isEqualTo(400);
        assertThat(api.send(api.api("/inquiries/none")).statusCode()).isEqualTo(404);
    }

    private ObjectNode delivered() {
        var event = Inquiries.another();
        Inquiries.publish(event);
        mailsAbout(event, 2);
        await().until(() -> mails(event).valueStream().allMatch(mail -> mail.get("state").asString().equals("sent")));
        return event;
    }

    private JsonNode mails(ObjectNode event) {
        var history = api.apiGet("/inquiries/" + Inquiries.reference(event));
        return history.has("mails") ? history.get("mails") : JsonMapper.shared().createArrayNode();
    }

    private String mail(ObjectNode event, String kind) {
        return mails(event).valueStream().filter(mail -> mail.get("kind").asString().equals(kind)).findFirst()
                .orElseThrow().get("id").asString();
    }

    private String history(ObjectNode event) {
        return api.send(api.api("/inquiries/" + Inquiries.reference(event))).body();
    }

    private String state(String id) {
        return db.sql("SELECT state FROM delivery WHERE id = :id::uuid").param("id", id).query(String.class).single();
    }

    private void become(String id, String change) {
        db.sql("UPDATE delivery SET " + change + " WHERE id = :id::uuid").param("id", id).update();
    }

    /** Creates dead alerts, marked by a language that no other test uses. */
    private List<String> dead(String language, int count) {
        return db.sql("""
                WITH one AS (INSERT INTO inquiry (id, reference, form, language, submitted_at, content_hash, event)
                             VALUES (gen_random_uuid(), gen_random_uuid()::text, 'f', 'en', now(), '', :event::jsonb)
                             RETURNING id)
                INSERT INTO delivery (id, inquiry_id, kind, recipient, language, state, reason, followed_up, created_at)
                SELECT gen_random_uuid(), one.id, 'alert', 'desk@example.org', :language, 'dead', 'x', true,
                       now() - n / 3 * interval '1 second'
                FROM one, generate_series(1, :count) AS n RETURNING id::text
                """).param("event", Inquiries.another().toString()).param("language", language).param("count", count)
                .query(String.class).list();
    }

    private JsonNode deadRecord(String key) {
        return api.apiGet("/dead-records").get("records").valueStream()
                .filter(record -> key.equals(record.get("key").asString(""))).findFirst().orElse(null);
    }
}
