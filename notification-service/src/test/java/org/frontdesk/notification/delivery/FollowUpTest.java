package org.frontdesk.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

import org.frontdesk.notification.RunningServiceTest;
import org.frontdesk.notification.erasure.Erasures;
import org.frontdesk.notification.inquiry.Inquiries;
import org.frontdesk.notification.mail.Delivery;
import org.frontdesk.notification.mail.Delivery.Kind;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import tools.jackson.databind.node.ObjectNode;

/** The relay of the tests refuses every mailbox whose name begins with "refused". */
class FollowUpTest extends RunningServiceTest {
    @Autowired
    FollowUp followUp;
    @Autowired
    Erasures erasures;
    @Autowired
    DataSource database;

    @Test
    void where_the_reply_is_refused_staff_are_told_that_the_visitor_cannot_be_reached() {
        var event = Inquiries.another();
        ((ObjectNode) event.get("fields").get(1)).put("value", "refused@example.net");
        Inquiries.publish(event);
        assertThat(mailsAbout(event, 2)).extracting(mail -> mail.recipient()).containsOnly("arabic@example.org");
        assertThat(mailsAbout(event, 2)).extracting(mail -> mail.subject())
                .anySatisfy(subject -> assertThat(subject).startsWith("[no reply possible]"));
    }

    @Test
    void a_reply_that_the_relay_could_not_take_for_a_day_is_given_up_and_staff_are_told() {
        var event = Inquiries.another();
        Inquiries.publish(event);
        mailsAbout(event, 2);
        await().until(() -> db.sql("""
                UPDATE delivery SET state = 'due', owed_since = now() - interval '25 hours'
                WHERE kind = 'reply' AND state = 'sent' AND inquiry_id = :id::uuid
                """).param("id", event.get("id").asString()).update() == 1);
        assertThat(mailsAbout(event, 3)).filteredOn(mail -> mail.subject().startsWith("[no reply possible]"))
                .hasSize(1);
        assertThat(db.sql("SELECT reason FROM delivery WHERE kind = 'reply' AND inquiry_id = :id::uuid")
                .param("id", event.get("id").asString()).query(String.class).single()).startsWith("given up");
    }

    @Test
    void of_a_reply_whose_time_was_over_before_it_was_tried_staff_are_told_only_when_a_retry_shows_that_the_address_is_wrong() {
        var event = Inquiries.another();
        Inquiries.publish(event);
        mailsAbout(event, 2);
        await().until(() -> db.sql("""
                UPDATE delivery SET state = 'due', attempt = 0, owed_since = now() - interval '25 hours'
                WHERE kind = 'reply' AND state = 'sent' AND inquiry_id = :id::uuid
                """).param("id", event.get("id").asString()).update() == 1);
        await().until(() -> db.sql("SELECT state = 'dead' AND reason LIKE 'too late:%' FROM delivery"
                + " WHERE kind = 'reply' AND inquiry_id = :id::uuid").param("id", event.get("id").asString())
                .query(Boolean.class).single());
        followUp.run();
        await().until(() -> db.sql("SELECT followed_up FROM delivery WHERE kind = 'reply' AND inquiry_id = :id::uuid")
                .param("id", event.get("id").asString()).query(Boolean.class).single());
        assertThat(db.sql("SELECT count(*) FROM delivery WHERE kind = 'notice' AND inquiry_id = :id::uuid")
                .param("id", event.get("id").asString()).query(Integer.class).single()).isZero();
        retriedToARefusedAddress(event);
        assertThat(mailsAbout(event, 3)).extracting(mail -> mail.subject())
                .anySatisfy(subject -> assertThat(subject).startsWith("[no reply possible]"));
    }

    private void retriedToARefusedAddress(ObjectNode event) {
        db.sql("""
                UPDATE delivery SET state = 'due', owed_since = now(), next_attempt_at = now(),
                                    recipient = 'refused@example.net'
                WHERE kind = 'reply' AND inquiry_id = :id::uuid
                """).param("id", event.get("id").asString()).update();
    }

    @Test
    void a_mail_that_died_is_followed_up_once() {
        var event = Inquiries.another();
        ((ObjectNode) event.get("fields").get(1)).put("value", "refused@example.net");
        Inquiries.publish(event);
        mailsAbout(event, 2);
        assertThat(db.sql("SELECT count(*) FROM delivery WHERE kind = :kind AND inquiry_id = :id::uuid")
                .param("kind", Kind.notice.name()).param("id", event.get("id").asString()).query(Integer.class)
                .single())
                .isEqualTo(1);
    }

    @Test
    void a_dead_mail_whose_inquiry_cannot_be_read_holds_up_no_other() {
        var unreadable = Inquiries.another();
        var other = Inquiries.another();
        Inquiries.publish(unreadable);
        Inquiries.publish(other);
        mailsAbout(unreadable, 2);
        mailsAbout(other, 2);
        var id = unreadable.get("id").asString();
        db.sql("UPDATE inquiry SET event = '[]' WHERE id = :id::uuid").param("id", id).update();
        db.sql("UPDATE delivery SET state = 'dead', reason = '550 no' WHERE kind = 'reply' AND inquiry_id = :id::uuid")
                .param("id", id).update();
        retriedToARefusedAddress(other);
        mailsAbout(other, 3);
        assertThat(db.sql("SELECT followed_up FROM delivery WHERE kind = 'reply' AND inquiry_id = :id::uuid")
                .param("id", id).query(Boolean.class).single()).isTrue();
        db.sql("DELETE FROM delivery WHERE inquiry_id = :id::uuid").param("id", id).update();
        db.sql("DELETE FROM inquiry WHERE id = :id::uuid").param("id", id).update();
    }

    @Test
    void an_erasure_that_meets_a_follow_up_leaves_no_recipient() throws Exception {
        var event = delivered();
        var id = UUID.fromString(event.get("id").asString());
        try (var before = database.getConnection()) {
            before.setAutoCommit(false);
            // Makes the follow-up wait amid its work: it is to write the same row.
            JdbcClient.create(new SingleConnectionDataSource(before, true)).sql("""
                    INSERT INTO delivery (id, inquiry_id, kind, recipient, language, state)
                    VALUES (:id, :inquiry, 'notice', 'arabic@example.org', 'en', 'withheld')
                    """).param("id", Delivery.id(id, Kind.notice, "arabic@example.org")).param("inquiry", id).update();
            db.sql("UPDATE delivery SET state = 'dead', reason = '550 no' WHERE kind = 'reply' AND inquiry_id = :id")
                    .param("id", id).update();
            await().until(() -> waiting("INSERT INTO delivery%") == 1);
            var erasure = CompletableFuture.supplyAsync(() -> erasures.erase(Inquiries.reference(event)));
            await().until(() -> waiting("%UPDATE delivery%") + waiting("SELECT id, reference%") > 0);
            before.rollback();
            assertThat(erasure.get().inquiries()).hasSize(1);
        }
        assertThat(db.sql("SELECT DISTINCT recipient FROM delivery WHERE inquiry_id = :id").param("id", id)
                .query(String.class).list()).containsExactly("");
    }

    @Test
    void a_follow_up_that_meets_an_erasure_writes_nothing() throws Exception {
        var event = delivered();
        var id = UUID.fromString(event.get("id").asString());
        try (var erasure = database.getConnection()) {
            erasure.setAutoCommit(false);
            JdbcClient.create(new SingleConnectionDataSource(erasure, true))
                    .sql("UPDATE inquiry SET event = NULL WHERE id = :id").param("id", id).update();
            db.sql("UPDATE delivery SET state = 'dead', reason = '550 no' WHERE kind = 'reply' AND inquiry_id = :id")
                    .param("id", id).update();
            followUp.run();
            assertThat(db.sql("SELECT count(*) FROM delivery WHERE inquiry_id = :id").param("id", id)
                    .query(Integer.class).single()).isEqualTo(2);
            erasure.commit();
        }
        followUp.run();
        assertThat(db.sql("SELECT count(*) FROM delivery WHERE inquiry_id = :id").param("id", id)
                .query(Integer.class).single()).isEqualTo(2);
        db.sql("UPDATE delivery SET followed_up = true WHERE inquiry_id = :id").param("id", id).update();
    }

    private ObjectNode delivered() {
        var event = Inquiries.another();
        Inquiries.publish(event);
        mailsAbout(event, 2);
        await().until(() -> db.sql("SELECT count(*) FROM delivery WHERE state = 'sent' AND inquiry_id = :id::uuid")
                .param("id", event.get("id").asString()).query(Integer.class).single() == 2);
        return event;
    }

    /** Sessions that wait for another's lock with such a statement. */
    private int waiting(String statement) {
        return db.sql(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND ltrim(query, E' \\n') LIKE :statement")
                .param("statement", statement).query(Integer.class).single();
    }
}
