package org.frontdesk.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.frontdesk.notification.Delivery.Kind;
import org.frontdesk.notification.Inquiries;
import org.frontdesk.notification.RunningServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.node.ObjectNode;

/** The relay of the tests refuses every mailbox whose name begins with "refused". */
class FollowUpTest extends RunningServiceTest {
    @Autowired
    FollowUp followUp;

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
}
