package org.frontdesk.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

import javax.sql.DataSource;

import org.frontdesk.notification.RunningServiceTest;
import org.frontdesk.notification.erasure.Erasures;
import org.frontdesk.notification.inquiry.Inquiries;
import org.frontdesk.notification.mail.Delivery.Kind;
import org.frontdesk.notification.mail.Delivery;
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
    void if_the_reply_is_refused_staff_get_a_notice_that_the_visitor_cannot_be_reached() {
        var event = Inquiries.another();
        ((ObjectNode) event.get("fields").get(1)).put("value", "refused@example.net");
        Inquiries.publish(event);
        assertThat(mailsAbout(event, 2)).extracting(mail -> mail.recipient()).containsOnly("arabic@example.org");
        assertThat(mailsAbout(event, 2)).extracting(mail -> mail.subject())
                .anySatisfy(subject -> assertThat(subject).startsWith("[no reply possible]"));
    }

    @Test
    void a_reply_that_could_not_be_sent_for_a_day_is_given_up_and_staff_get_a_notice() {
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
    void if_a_reply_expires_before_it_is_tried_staff_get_a_notice_only_after_a_retry_is_refused() {
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
    void a_dead_delivery_is_followed_up_once_even_by_two_heartbeats_at_once() throws Exception {
        var event = Inquiries.another();
        ((ObjectNode) event.get("fields").get(1)).put("value", "refused@example.net");
        Inquiries.publish(event);
        mailsAbout(event, 2);
        try (var heartbeats = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 20; i++) {
                assertThat(db
                        .sql("UPDATE delivery SET followed_up = false WHERE state = 'dead' AND inquiry_id = :id::uuid")
                        .param("id", event.get("id").asString()).update()).isEqualTo(1);
                for (var owed : heartbeats.invokeAll(List.<Callable<Integer>>of(followUp::run, followUp::run))) {
                    assertThat(owed.get()).as("newly owed").isZero();
                }
            }
        }
        assertThat(db.sql("SELECT count(*) FROM delivery WHERE kind = :kind AND inquiry_id = :id::uuid")
                .param("kind", Kind.notice.name()).param("id", event.get("id").asString()).query(Integer.class)
                .single())
                .isEqualTo(1);
    }

    @Test
    void a_dead_delivery_whose_inquiry_cannot_be_read_blocks_no_other() {
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
    void an_erasure_during_a_follow_up_leaves_no_recipient() throws Exception {
        var event = delivered();
        var id = UUID.fromString(event.get("id").asString());
        try (var before = database.getConnection()) {
            before.setAutoCommit(false);
            // Blocks the follow-up in its transaction: it writes the same row.
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
    void a_follow_up_during_an_erasure_writes_nothing() throws Exception {
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

    /** The number of sessions that wait for a lock with such a statement. */
    private int waiting(String statement) {
        return db.sql(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND ltrim(query, E' \\n') LIKE :statement")
                .param("statement", statement).query(Integer.class).single();
    }
}
