package org.frontdesk.notification.erasure;

import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Removes the personal data from inquiries' rows, in the transaction of the caller, who has locked them. */
@Component
class Removal {

    /**
     * @param inquiries their references
     * @param mails how many deliveries' recipients were blanked
     * @param inHand how many of these were claimed, so that the relay may have them already
     */
    record Removed(List<String> inquiries, int mails, int inHand) {}

    private record Mails(int mails, int inHand) {}

    private final JdbcClient db;

    Removal(JdbcClient db) {
        this.db = db;
    }

    Removed of(List<UUID> inquiries) {
        var ids = inquiries.toArray(UUID[]::new);
        var references = db.sql("""
                UPDATE inquiry SET event = NULL, content_hash = '', email_hash = NULL, mailbox_hash = NULL, tombstone_due = true
                WHERE id = ANY (:ids) RETURNING reference
                """).param("ids", ids).query(String.class).list();
        var mails = db.sql("""
                WITH blanked AS (
                    UPDATE delivery SET state = 'erased', recipient = '', recipient_hash = NULL, client = NULL, reason = NULL,
                                        relay_reply = NULL, instance_id = NULL, changed_at = now()
                    WHERE inquiry_id = ANY (:ids) RETURNING old.state)
                SELECT count(*) AS mails, count(*) FILTER (WHERE state = 'sending') AS in_hand FROM blanked
                """).param("ids", ids).query(Mails.class).single();
        db.sql("DELETE FROM attempt WHERE delivery_id IN (SELECT id FROM delivery WHERE inquiry_id = ANY (:ids))")
                .param("ids", ids).update();
        return new Removed(references, mails.mails(), mails.inHand());
    }
}
