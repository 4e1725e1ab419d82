package org.frontdesk.notification.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

import jakarta.mail.internet.MimeMultipart;

import org.frontdesk.notification.Engines;
import org.frontdesk.notification.Mailbox.Received;
import org.frontdesk.notification.RunningServiceTest;
import org.frontdesk.notification.inquiry.Inquiries;
import org.frontdesk.notification.mail.Delivery.Kind;
import org.frontdesk.notification.mail.Delivery;
import org.frontdesk.notification.mail.Digest.Attention;
import org.frontdesk.notification.mail.Digest;
import org.frontdesk.notification.mail.DigestWriter;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

/** The daily digest to staff. Each test uses its own days, later than those for which the service creates digests. */
class DigestTest extends RunningServiceTest {
    private static final ZoneId KYIV = ZoneId.of("Europe/Kyiv");

    @Autowired
    private DailyDigest daily;
    @Autowired
    private DigestWriter writer;
    @Autowired
    private Digests digests;

    @Test
    void each_recipient_gets_one_digest_a_day_in_their_language_whatever_the_number_of_instances() {
        suspect();
        assertThat(daily.owe(at(10, 8, 0))).isEqualTo(3);
        assertThat(daily.owe(at(10, 8, 1))).isZero();
        assertThat(daily.owe(at(11, 7, 59))).isZero();
        assertThat(digest(10, "arabic@example.org").header("Content-Language")).isEqualTo("en");
        assertThat(digest(10, "neurology@example.org").header("Content-Language")).isEqualTo("en");
        assertThat(digest(10, "desk@example.org").header("Content-Language")).isEqualTo("uk");
    }

    @Test
    void withheld_spam_is_listed_without_the_visitors_words() {
        var event = suspect();
        daily.owe(at(20, 9, 0));
        assertThat(digest(20, "neurology@example.org").text()).doesNotContain(Inquiries.reference(event));
        var digest = digest(20, "arabic@example.org");
        assertThat(digest.text()).contains(Inquiries.reference(event))
                .contains("Spinal muscular atrophy · Arabic · ")
                .contains("There are more links in it");
        assertThat(digest.html()).contains(Inquiries.reference(event));
        for (var part : List.of(digest.text(), digest.html(), digest.subject())) {
            assertThat(part).doesNotContain("مرحبا", "زائرة", "visitor@example.net");
        }
    }

    @Test
    void a_visitor_who_got_no_reply_is_listed() {
        var event = Inquiries.another();
        ((ObjectNode) event.get("fields").get(1)).put("value", "noreply@example.net");
        Inquiries.publish(event);
        mailsAbout(event, 1);
        daily.owe(at(25, 9, 0));
        assertThat(afterHeading("No automatic reply sent", digest(25, "arabic@example.org").text()))
                .contains(Inquiries.reference(event));
    }

    @Test
    void a_dead_letter_is_reported_to_every_recipient() {
        var key = UUID.randomUUID().toString();
        Engines.publish(key, "{".getBytes());
        await().until(() -> Engines.records("inquiries.dead").stream().anyMatch(dead -> key.equals(dead.key())));
        daily.owe(at(35, 9, 0));
        for (var recipient : List.of("arabic@example.org", "neurology@example.org")) {
            assertThat(digest(35, recipient).text()).contains("Could not be read: ");
            assertThat(digest(35, recipient).html()).contains("Could not be read: ");
        }
        assertThat(digest(35, "desk@example.org").text()).contains("Не вдалося прочитати: ");
    }

    @Test
    void a_digest_that_could_not_count_the_dead_letters_does_not_say_that_nothing_waits() throws Exception {
        var delivery = new Delivery(UUID.randomUUID(), Kind.digest, "desk@example.org", Locale.ENGLISH, false, 1, 1,
                Duration.ZERO, null);
        var mail = writer.write(delivery, new Digest(List.of(), OptionalInt.empty(), List.of()));
        var text = (String) ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent();
        assertThat(text).contains("the message queue did not answer").doesNotContain("waits for a decision");
        assertThat(mail.getSubject()).isEqualTo("What waits: 0 inquiries");
    }

    @Test
    void what_an_operator_discarded_is_not_listed() {
        var discarded = suspect();
        db.sql("UPDATE delivery SET reason = 'discarded' WHERE state = 'withheld' AND inquiry_id = :id::uuid")
                .param("id", discarded.get("id").asString()).update();
        var waiting = suspect();
        daily.owe(at(30, 9, 0));
        assertThat(digest(30, "arabic@example.org").text()).contains(Inquiries.reference(waiting))
                .doesNotContain(Inquiries.reference(discarded));
    }

    @Test
    void while_replies_are_switched_off_withheld_replies_are_not_listed() {
        var event = Inquiries.another();
        ((ObjectNode) event.get("fields").get(1)).put("value", "noreply@example.net");
        Inquiries.publish(event);
        mailsAbout(event, 1);
        db.sql("UPDATE delivery SET reason = 'replies are switched off' WHERE kind = 'reply' AND inquiry_id = :id::uuid")
                .param("id", event.get("id").asString()).update();
        daily.owe(at(36, 9, 0));
        assertThat(digest(36, "arabic@example.org").text()).doesNotContain(Inquiries.reference(event));
    }

    @Test
    void a_failed_digest_is_listed_in_the_next_one_and_is_late_until_then() {
        suspect();
        var before = LocalDate.now(KYIV).minusDays(3); // the service may create one for yesterday
        db.sql("""
                INSERT INTO delivery (id, kind, recipient, language, state, reason)
                VALUES (:id, 'digest', 'arabic@example.org', 'en', 'dead', '554 5.7.1 not today')
                """).param("id", DailyDigest.id(before, "arabic@example.org")).update();
        assertThat(daily.late(at(40, 8, 59))).isEqualTo(3);
        assertThat(daily.late(at(40, 9, 1))).isEqualTo(3);
        daily.owe(at(40, 8, 0));
        assertThat(digest(40, "arabic@example.org").text()).contains("554 5.7.1 not today");
        await().until(() -> daily.late(at(40, 9, 1)) == 0);
    }

    @Test
    void a_digest_that_an_operator_discarded_is_neither_late_nor_a_failure() {
        suspect();
        daily.owe(at(50, 8, 0));
        await().until(() -> daily.late(at(50, 9, 1)) == 0);
        db.sql("UPDATE delivery SET state = 'withheld', reason = 'discarded' WHERE id = :id")
                .param("id", DailyDigest.id(at(50, 8, 0).atZone(KYIV).toLocalDate(), "arabic@example.org")).update();
        assertThat(daily.late(at(50, 9, 1))).isZero();
    }

    @Test
    void a_flood_of_spam_displaces_no_dead_alert_from_the_digest_and_is_counted_correctly() {
        var before = waiting(Attention.withheld);
        var spam = flood("now()", 5_200);
        var dead = flood("now() - interval '20 days'", 1);
        try {
            db.sql(MAILS).param("state", "withheld").param("reason", "spam").param("ids", spam).update();
            var deadBefore = waiting(Attention.dead);
            db.sql(MAILS).param("state", "dead").param("reason", "550 5.1.1").param("ids", dead).update();
            db.sql(MAILS).param("state", "dead").param("reason", "given up").param("ids", dead).update();
            assertThat(waiting(Attention.withheld)).isEqualTo(before + 5_200);
            assertThat(waiting(Attention.dead)).isEqualTo(deadBefore + 1);
            daily.owe(at(45, 9, 0));
            assertThat(digest(45, "arabic@example.org").text()).contains("flood-" + dead[0]);
        } finally {
            db.sql("DELETE FROM delivery WHERE inquiry_id IN (SELECT id FROM inquiry WHERE form = 'flood')").update();
            db.sql("DELETE FROM inquiry WHERE form = 'flood'").update();
        }
    }

    private static final String MAILS = """
            INSERT INTO delivery (id, inquiry_id, kind, recipient, language, state, reason, followed_up)
            SELECT gen_random_uuid(), id, 'alert', 'arabic@example.org', 'en', :state, :reason, true
            FROM unnest(:ids) AS id
            """;

    private UUID[] flood(String at, int count) {
        return db.sql("""
                INSERT INTO inquiry (id, reference, form, language, submitted_at, content_hash, event)
                SELECT id, 'flood-' || id, 'flood', 'ar', %s, '', '{"topic": "general"}'
                FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, :count)) RETURNING id
                """.formatted(at)).param("count", count)
                .query(UUID.class).list().toArray(UUID[]::new);
    }

    private int waiting(Attention waits) {
        var delivery = new Delivery(UUID.randomUUID(), Kind.digest, "arabic@example.org", Locale.ENGLISH, false, 1, 1,
                Duration.ZERO, null);
        return digests.contentOf(delivery).sections().stream().filter(section -> section.attention() == waits)
                .mapToInt(Digest.Section::inquiries).sum();
    }

    private static String afterHeading(String heading, String text) {
        return text.substring(text.indexOf(heading)).split("(?m)^-- $")[0];
    }

    private ObjectNode suspect() {
        var event = Inquiries.another();
        ((ObjectNode) event.get("spam")).put("verdict", "suspect").putArray("reasons").add("links");
        Inquiries.publish(event);
        mailsAbout(event, 1);
        return event;
    }

    private Instant at(int days, int hour, int minute) {
        return ZonedDateTime.now(KYIV).plusDays(days).withHour(hour).withMinute(minute).withSecond(0).toInstant();
    }

    /** By its Message-ID, which is derived from day and recipient. */
    private static Received digest(int days, String recipient) {
        var id = DailyDigest.id(LocalDate.now(KYIV).plusDays(days), recipient).toString();
        await().atMost(Duration.ofSeconds(20)).until(() -> find(id).isPresent());
        return find(id).orElseThrow();
    }

    private static Optional<Received> find(String id) {
        return Engines.MAILBOX.about("").stream().filter(mail -> mail.header("Message-ID").contains(id)).findFirst();
    }
}
