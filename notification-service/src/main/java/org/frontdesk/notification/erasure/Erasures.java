package org.frontdesk.notification.erasure;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.frontdesk.notification.AddressHash;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Removes a visitor's data: from the database at once, from the topic by a null for each key (see {@link Tombstones}).
 * What stays is the id, language, state and times of each mail, so that a topic read again from its start mails nobody.
 */
@Component
public class Erasures {

    /**
     * What was removed, and what is out of reach.
     *
     * @param inquiries the references of the inquiries whose data is gone
     * @param mails how many mails' recipients were blanked; those not yet sent will not be
     */
    public record Receipt(List<String> inquiries, int mails, List<String> outOfReach) {}

    /** Longer than the topic keeps an event (14 days): one still under way when the visitor asked is born erased. */
    private static final Duration UNDER_WAY = Duration.ofDays(15);

    private static final List<String> OUT_OF_REACH = List.of(
            "mails already delivered, in the mailboxes of staff and visitor, and one being handed over just now",
            "the mail relay's queue and logs",
            "backups of the database, until they expire",
            "the topic inquiries: emptied by compaction, within two days",
            "the topic inquiries.dead: records that could not be read, until they expire after 30 days");

    private final JdbcClient db;
    private final AddressHash addresses;

    Erasures(JdbcClient db, AddressHash addresses) {
        this.db = db;
        this.addresses = addresses;
    }

    /**
     * Erases one inquiry by its reference, with its doubles, or all of one visitor by e-mail address, those still under
     * way included.
     *
     * @return a receipt; with no inquiry in it where none was found
     */
    @Transactional
    public Receipt erase(String emailOrReference) {
        return emailOrReference.contains("@") ? eraseVisitor(emailOrReference) : eraseInquiry(emailOrReference);
    }

    private Receipt eraseVisitor(String email) {
        var hash = addresses.of(email);
        // As the inbox does: a batch with this visitor's inquiry is either seen here, or sees that they were erased.
        db.sql("SELECT pg_advisory_xact_lock(hashtextextended(:mailbox, 0))")
                .param("mailbox", addresses.ofMailbox(email)).query().listOfRows();
        db.sql("""
                INSERT INTO erased_address (hash, erased_at, keep_until) VALUES (:hash, clock_timestamp(), now() + :keep::interval)
                ON CONFLICT (hash) DO UPDATE SET erased_at = excluded.erased_at, keep_until = excluded.keep_until
                """).param("hash", hash).param("keep", UNDER_WAY.toString()).update();
        return erase(db.sql("SELECT id FROM inquiry WHERE email_hash = :hash AND event IS NOT NULL FOR NO KEY UPDATE")
                .param("hash", hash).query(UUID.class).list());
    }

    private Receipt eraseInquiry(String reference) {
        return erase(
                db.sql("""
                        WITH named AS (SELECT id, same_as FROM inquiry WHERE reference = :reference)
                        SELECT id FROM inquiry
                        WHERE event IS NOT NULL AND (id IN (SELECT id FROM named) OR id IN (SELECT same_as FROM named)
                            OR same_as IN (SELECT coalesce(same_as, id) FROM named))
                        FOR NO KEY UPDATE""")
                        .param("reference", reference.strip().toLowerCase(Locale.ROOT)).query(UUID.class).list());
    }

    /** @return a receipt for these inquiries, whose data is gone from the database with the transaction that asked */
    public Receipt erase(List<UUID> inquiries) {
        var ids = inquiries.toArray(UUID[]::new);
        var references = db.sql("""
                UPDATE inquiry SET event = NULL, content_hash = '', email_hash = NULL, tombstone_due = true
                WHERE id = ANY (:ids) RETURNING reference
                """).param("ids", ids).query(String.class).list();
        var mails = db.sql("""
                UPDATE delivery SET state = 'erased', recipient = '', recipient_hash = NULL, client = NULL, reason = NULL,
                                    relay_reply = NULL, instance_id = NULL, changed_at = now()
                WHERE inquiry_id = ANY (:ids)
                """).param("ids", ids).update();
        db.sql("DELETE FROM attempt WHERE delivery_id IN (SELECT id FROM delivery WHERE inquiry_id = ANY (:ids))")
                .param("ids", ids).update();
        return new Receipt(references, mails, OUT_OF_REACH);
    }

    /** Addresses whose erasure no event can still be under way for. */
    void forgetOldHashes() {
        db.sql("DELETE FROM erased_address WHERE keep_until < now()").update();
    }
}
