package org.frontdesk.notification.inbox;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.frontdesk.notification.delivery.OwedDeliveries;
import org.frontdesk.notification.erasure.Erasures;
import org.frontdesk.notification.inbox.BatchTally.RecordOutcome;
import org.frontdesk.notification.inquiry.AddressHash;
import org.frontdesk.notification.inquiry.InquirySubmitted;
import org.frontdesk.notification.mail.Delivery.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Stores inquiries, with the deliveries owed for them. Idempotent. */
@Component
class InquiryStore {

    /** An inquiry and the JSON that it was parsed from. */
    record Entry(InquirySubmitted inquiry, String json) {}

    /** @param inquiry that was erased; null if the record's key is not an id */
    record Tombstone(UUID inquiry) {}

    private final JdbcClient db;
    private final OwedDeliveries owed;
    private final ReplyLimits limits;
    private final AddressHash addresses;
    private final Erasures erasures;

    InquiryStore(JdbcClient db, OwedDeliveries owed, ReplyLimits limits, AddressHash addresses,
            Erasures erasures) {
        this.db = db;
        this.owed = owed;
        this.limits = limits;
        this.addresses = addresses;
        this.erasures = erasures;
    }

    /**
     * All of them or none, in one transaction. The tombstones come last, so that an inquiry that is read together with
     * its tombstone is not mailed.
     *
     * @param dead the number of records that could not be read or stored
     */
    @Transactional
    public void write(Collection<Entry> entries, Collection<Tombstone> tombstones, int dead) {
        var tally = new BatchTally();
        lock(entries);
        entries.forEach(entry -> tally.count(entry.inquiry().language(), write(entry), 1));
        if (!tombstones.isEmpty()) {
            eraseAgain(tombstones);
            tally.count(BatchTally.NO_LANGUAGE, RecordOutcome.TOMBSTONE, tombstones.size());
        }
        if (dead > 0) {
            tally.count(BatchTally.NO_LANGUAGE, RecordOutcome.DEAD, dead);
        }
        tally.write(db);
    }

    /**
     * Serializes instances that have equal content, or replies to one mailbox, so that one sees what the other
     * committed. Erasures take the same locks. All lock in the same order, to avoid deadlocks. Two locks per inquiry:
     * PostgreSQL's default is about 6,400 in total, so batches are small.
     */
    private void lock(Collection<Entry> entries) {
        var keys = entries.stream().map(Entry::inquiry)
                .flatMap(inquiry -> Stream.concat(Stream.of(inquiry.form() + " " + inquiry.contentHash()),
                        inquiry.email().stream().map(addresses::ofMailbox)))
                .distinct().toArray(String[]::new);
        db.sql("""
                SELECT pg_advisory_xact_lock(key)
                FROM (SELECT DISTINCT hashtextextended(text, 0) AS key FROM unnest(:keys) AS text ORDER BY key)
                """).param("keys", keys).query().listOfRows();
    }

    /**
     * A tombstone is usually this service's own, and its inquiry is erased already. After a restore of a backup that is
     * older than an erasure, the tombstone that is read again repeats the erasure.
     */
    private void eraseAgain(Collection<Tombstone> tombstones) {
        var back = db.sql("SELECT id FROM inquiry WHERE id = ANY (:ids) AND event IS NOT NULL"
                + " ORDER BY id FOR NO KEY UPDATE")
                .param("ids", tombstones.stream().map(Tombstone::inquiry).filter(Objects::nonNull).toArray(UUID[]::new))
                .query(UUID.class).list();
        if (!back.isEmpty()) {
            erasures.erase(back);
        }
    }

    private RecordOutcome write(Entry entry) {
        var inquiry = entry.inquiry();
        if (inquiry.isStaleCanary(Instant.now())) {
            return RecordOutcome.DUPLICATE; // its rows are purged, and a topic that is read again from its beginning must not mail it again
        }
        var erased = isErased(inquiry);
        var written = insert(inquiry, erased ? null : entry.json());
        if (written.isEmpty() || !written.get().fresh()) {
            return RecordOutcome.DUPLICATE;
        }
        if (!erased && written.get().first()) {
            owed.forInquiry(inquiry).forEach(mail -> owe(inquiry, mail));
        }
        return erased ? RecordOutcome.ERASED : RecordOutcome.NEW;
    }

    /**
     * Whether its visitor, or an inquiry that it is a copy of, was erased after it was sent; what is sent later is an
     * inquiry like any other.
     */
    private boolean isErased(InquirySubmitted inquiry) {
        return db.sql("""
                SELECT EXISTS (SELECT FROM erased_address WHERE hash IN (:address, :mailbox) AND erased_at > :submittedAt)
                    OR EXISTS (SELECT FROM erased_content
                               WHERE form = :form AND content_hash = :contentHash AND NOT :canary
                                 AND verdict IN ('clear', :verdict) AND erased_at > :submittedAt
                                 AND submitted_at BETWEEN :submittedAt - interval '10 minutes'
                                                      AND :submittedAt + interval '10 minutes')
                """).param("address", inquiry.email().map(addresses::of).orElse(null))
                .param("mailbox", inquiry.email().map(addresses::ofMailbox).orElse(null))
                .param("form", inquiry.form()).param("contentHash", inquiry.contentHash())
                .param("canary", inquiry.canary()).param("verdict", inquiry.spam().verdict().name())
                .param("submittedAt", at(inquiry)).query(Boolean.class).single();
    }

    /**
     * @param fresh whether it was not stored before
     * @param first whether it is the first with its content; for spam, only other spam counts as a repeat
     */
    private record Written(boolean fresh, boolean first) {}

    /**
     * An erased inquiry that is redelivered, or stored as erased, is removed from the topic (again). Canaries are
     * repeats only of canaries: anyone can send their content, but they are purged, and monitored.
     *
     * @param json null if the visitor was erased
     * @return empty if it was stored before and is not erased
     */
    private Optional<Written> insert(InquirySubmitted inquiry, String json) {
        return db.sql("""
                INSERT INTO inquiry (id, reference, form, language, submitted_at, content_hash, event, email_hash, mailbox_hash,
                                     canary, tombstone_due, same_as)
                VALUES (:id, :reference, :form, :language, :submittedAt, :contentHash, :event::jsonb, :emailHash, :mailboxHash,
                        :canary, :erased,
                        (SELECT id FROM inquiry
                         WHERE form = :form AND content_hash = :contentHash AND same_as IS NULL AND id <> :id AND NOT :erased
                           AND canary = :canary AND event #>> '{spam,verdict}' IN ('clear', :verdict)
                           AND submitted_at BETWEEN :submittedAt - interval '10 minutes'
                                                AND :submittedAt + interval '10 minutes'
                         ORDER BY submitted_at LIMIT 1))
                ON CONFLICT (id) DO UPDATE SET tombstone_due = true WHERE inquiry.event IS NULL
                RETURNING xmax = 0 AS fresh, same_as IS NULL AS first
                """).param("id", inquiry.id()).param("reference", inquiry.reference()).param("form", inquiry.form())
                .param("language", inquiry.language()).param("submittedAt", at(inquiry))
                .param("contentHash", json == null ? "" : inquiry.contentHash()).param("event", json)
                .param("emailHash", json == null ? null : inquiry.email().map(addresses::of).orElse(null))
                .param("mailboxHash", json == null ? null : inquiry.email().map(addresses::ofMailbox).orElse(null))
                .param("canary", inquiry.canary()).param("erased", json == null)
                .param("verdict", inquiry.spam().verdict().name()).query(Written.class).optional();
    }

    private static OffsetDateTime at(InquirySubmitted inquiry) {
        return inquiry.submittedAt().atOffset(ZoneOffset.UTC);
    }

    private void owe(InquirySubmitted inquiry, OwedDeliveries.NewDelivery mail) {
        if (mail.kind() != Kind.reply || mail.withheld() != null || inquiry.canary()) {
            owed.add(inquiry, mail);
            return;
        }
        var decision = limits.decide(mail.recipient(), inquiry.client());
        owed.add(inquiry, mail.withheld(decision.withheld()), addresses.ofMailbox(mail.recipient()),
                decision.delay());
    }
}
