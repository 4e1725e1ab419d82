package org.frontdesk.notification.inbox;

import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;

import org.frontdesk.notification.Delivery;
import org.frontdesk.notification.InquirySubmitted;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes inquiries down, with the mails that are owed for them. Writing the same one again changes nothing. */
@Component
class Ledger {

    /** An inquiry as parsed, and the JSON it was parsed from. */
    record Entry(InquirySubmitted inquiry, String json) {}

    private final JdbcClient db;
    private final Owed owed;

    Ledger(JdbcClient db, Owed owed) {
        this.db = db;
        this.owed = owed;
    }

    /** All of them, or none: one transaction. */
    @Transactional
    void write(Collection<Entry> entries) {
        lockContents(entries);
        entries.forEach(this::write);
    }

    /**
     * Lets two instances that hold equal content wait for each other, until the end of the transaction, so that one of
     * them sees the other's. In one order everywhere, or two batches could wait for each other for ever.
     */
    private void lockContents(Collection<Entry> entries) {
        var contents = entries.stream().map(entry -> entry.inquiry().form() + " " + entry.inquiry().contentHash())
                .distinct().toArray(String[]::new);
        db.sql("""
                SELECT pg_advisory_xact_lock(key)
                FROM (SELECT DISTINCT hashtextextended(content, 0) AS key FROM unnest(:contents) AS content ORDER BY key)
                """).param("contents", contents).query().listOfRows();
    }

    private void write(Entry entry) {
        var inquiry = entry.inquiry();
        if (insert(entry).filter(first -> first).isPresent()) {
            owed.by(inquiry).forEach(mail -> insert(inquiry, mail));
        }
    }

    /** Whether it is the first of its content; nothing where the inquiry itself was here before. */
    private Optional<Boolean> insert(Entry entry) {
        var inquiry = entry.inquiry();
        return db.sql("""
                INSERT INTO inquiry (id, reference, form, language, submitted_at, content_hash, event, same_as)
                VALUES (:id, :reference, :form, :language, :submittedAt, :contentHash, :event::jsonb,
                        (SELECT id FROM inquiry
                         WHERE form = :form AND content_hash = :contentHash AND same_as IS NULL AND id <> :id
                           AND submitted_at BETWEEN :submittedAt - interval '10 minutes'
                                                AND :submittedAt + interval '10 minutes'
                         ORDER BY submitted_at LIMIT 1))
                ON CONFLICT (id) DO NOTHING
                RETURNING same_as IS NULL
                """).param("id", inquiry.id()).param("reference", inquiry.reference()).param("form", inquiry.form())
                .param("language", inquiry.language())
                .param("submittedAt", inquiry.submittedAt().atOffset(ZoneOffset.UTC))
                .param("contentHash", inquiry.contentHash()).param("event", entry.json()).query(Boolean.class)
                .optional();
    }

    private void insert(InquirySubmitted inquiry, Owed.Mail mail) {
        db.sql("""
                INSERT INTO delivery (id, inquiry_id, kind, recipient, language, state, reason)
                VALUES (:id, :inquiryId, :kind, :recipient, :language, :state, :reason)
                ON CONFLICT (id) DO NOTHING
                """).param("id", Delivery.id(inquiry.id(), mail.kind(), mail.recipient()))
                .param("inquiryId", inquiry.id()).param("kind", mail.kind().name())
                .param("recipient", mail.recipient()).param("language", mail.language())
                .param("state", mail.withheld() == null ? "due" : "withheld").param("reason", mail.withheld()).update();
    }
}
