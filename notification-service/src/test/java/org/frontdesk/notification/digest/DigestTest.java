package org.frontdesk.notification.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

import org.frontdesk.notification.Engines;
import org.frontdesk.notification.Inquiries;
import org.frontdesk.notification.Mailbox.Received;
import org.frontdesk.notification.RunningServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.node.ObjectNode;

/** What staff are told once a day. Each test has days of its own, ahead of what the service does by itself. */
class DigestTest extends RunningServiceTest {
    private static final ZoneId KYIV = ZoneId.of("Europe/Kyiv");

    @Autowired
    private DailyDigest daily;

    @Test
    void each_recipient_is_told_once_a_day_in_their_language_however_many_instances_there_are() {
        suspect();
        assertThat(daily.owe(at(10, 8, 0))).isEqualTo(3);
        assertThat(daily.owe(at(10, 8, 1))).isZero();
        assertThat(daily.owe(at(11, 7, 59))).isZero();
        assertThat(digest(10, "arabic@example.org").header("Content-Language")).isEqualTo("en");
        assertThat(digest(10, "neurology@example.org").header("Content-Language")).isEqualTo("en");
        assertThat(digest(10, "desk@example.org").header("Content-Language")).isEqualTo("uk");
    }

    @Test
    void what_was_held_back_as_spam_is_told_without_a_word_of_the_visitor() {
        var event = suspect();
        daily.owe(at(20, 9, 0));
        assertThat(digest(20, "neurology@example.org").text()).doesNotContain(Inquiries.reference(event));
        var digest = digest(20, "arabic@example.org");
        assertThat(digest.text()).contains(Inquiries.reference(event))
                .contains("Spinal muscular atrophy · Arabic · request-info")
                .contains("There are more links in it");
        assertThat(digest.html()).contains(Inquiries.reference(event));
        for (var part : List.of(digest.text(), digest.html(), digest.subject())) {
            assertThat(part).doesNotContain("مرحبا", "زائرة", "visitor@example.net");
        }
    }

    @Test
    void what_an_operator_discarded_waits_no_longer() {
        var discarded = suspect();
        db.sql("UPDATE delivery SET reason = 'discarded' WHERE state = 'withheld' AND inquiry_id = :id::uuid")
                .param("id", discarded.get("id").asString()).update();
        var waiting = suspect();
        daily.owe(at(30, 9, 0));
        assertThat(digest(30, "arabic@example.org").text()).contains(Inquiries.reference(waiting))
                .doesNotContain(Inquiries.reference(discarded));
    }

    @Test
    void a_digest_that_failed_stands_in_the_next_one_and_is_late_meanwhile() {
        suspect();
        var yesterday = LocalDate.now(KYIV).minusDays(1);
        db.sql("""
                INSERT INTO delivery (id, kind, recipient, language, state, reason)
                VALUES (:id, 'digest', 'arabic@example.org', 'en', 'dead', '554 5.7.1 not today')
                """).param("id", DailyDigest.id(yesterday, "arabic@example.org")).update();
        assertThat(daily.late(at(40, 8, 59))).isEqualTo(3);
        assertThat(daily.late(at(40, 9, 1))).isEqualTo(3);
        daily.owe(at(40, 8, 0));
        assertThat(digest(40, "arabic@example.org").text()).contains("554 5.7.1 not today");
        await().until(() -> daily.late(at(40, 9, 1)) == 0);
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

    /** By its Message-ID, which is made from day and recipient. */
    private static Received digest(int days, String recipient) {
        var id = DailyDigest.id(LocalDate.now(KYIV).plusDays(days), recipient).toString();
        await().atMost(Duration.ofSeconds(20)).until(() -> find(id).isPresent());
        return find(id).orElseThrow();
    }

    private static Optional<Received> find(String id) {
        return Engines.MAILBOX.about("").stream().filter(mail -> mail.header("Message-ID").contains(id)).findFirst();
    }
}
