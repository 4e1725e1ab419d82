package org.frontdesk.notification.inbox;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.frontdesk.notification.AddressHash;
import org.frontdesk.notification.Delivery.Kind;
import org.frontdesk.notification.InquirySubmitted;
import org.frontdesk.notification.Owed;
import org.frontdesk.notification.delivery.Deliveries;
import org.frontdesk.notification.erasure.Erasures;
import org.frontdesk.notification.inbox.Account.Became;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes inquiries down, with the mails that are owed for them. Writing the same one again changes nothing. */
@Component
class Ledger {

    /** An inquiry as parsed, and the JSON it was parsed from. */
    record Entry(InquirySubmitted inquiry, String json) {}

    /** @param inquiry that was erased; null where the record names none */
    record Tombstone(UUID inquiry) {}

    private final JdbcClient db;
    private final Owed owed;
    private final ReplyLimits limits;
    private final Deliveries deliveries;
    private final AddressHash addresses;
    private final Erasures erasures;

    Ledger(JdbcClient db, Owed owed, ReplyLimits limits, Deliveries deliveries, AddressHash addresses,
            Erasures erasures) {
        this.db = db;
        this.owed = owed;
        this.limits = limits;
        this.deliveries = deliveries;
        this.addresses = addresses;
        this.erasures = erasures;
    }

    /**
     * All of them, or none: one transaction. The tombstones come last, so that an inquiry that is read together with its
     * own mails nobody.
     *
     * @param dead how many could not be read or stored
     */
    @Transactional
    public void write(Collection<Entry> entries, Collection<Tombstone> tombstones, int dead) {
        var account = new Account();
        lock(entries);
        entries.forEach(entry -> account.count(entry.inquiry().language(), write(entry), 1));
        if (!tombstones.isEmpty()) {
            eraseOnceMore(tombstones);
            account.count(Account.NO_LANGUAGE, Became.tombstone, tombstones.size());
        }
        if (dead > 0) {
            account.count(Account.NO_LANGUAGE, Became.dead, dead);
        }
        account.write(db);
    }

    /**
     * Lets two instances that hold equal content, or mail for one address, wait for each other until the end of the
     * transaction, so that one of them sees the other's. In one order everywhere, or both could wait for ever. Two for
     * each inquiry: with PostgreSQL's own settings there is room for about 6,400 among all instances, so batches are small.
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
     * A tombstone is mostly this service's own, and its inquiry erased already. After a backup was put back, which knows of
     * no erasure since, the tombstone that is read again is what tells of it.
     */
    private void eraseOnceMore(Collection<Tombstone> tombstones) {
        var back = db.sql("SELECT id FROM inquiry WHERE id = ANY (:ids) AND event IS NOT NULL"
                + " ORDER BY id FOR NO KEY UPDATE")
                .param("ids", tombstones.stream().map(Tombstone::inquiry).filter(Objects::nonNull).toArray(UUID[]::new))
                .query(UUID.class).list();
        if (!back.isEmpty()) {
            erasures.erase(back);
        }
    }

    private Became write(Entry entry) {
        var inquiry = entry.inquiry();
        if (inquiry.isStaleCanary(Instant.now())) {
            return Became.duplicate; // its rows are purged, and a topic read again from its start must not mail it again
        }
        var erased = isErased(inquiry);
        var written = insert(inquiry, erased ? null : entry.json());
        if (written.isEmpty() || !written.get().fresh()) {
            return Became.duplicate;
        }
        if (!erased && written.get().first()) {
            owed.by(inquiry).forEach(mail -> owe(inquiry, mail));
        }
        return erased ? Became.erased : Became.new_;
    }

    /** Its visitor asked to be erased after sending it; what they send after that is an inquiry like any other. */
    private boolean isErased(InquirySubmitted inquiry) {
        return inquiry.email().filter(email -> db.sql("""
                SELECT EXISTS (SELECT FROM erased_address WHERE hash IN (:address, :mailbox) AND erased_at > :submittedAt)
                """).param("address", addresses.of(email)).param("mailbox", addresses.ofMailbox(email))
                .param("submittedAt", at(inquiry)).query(Boolean.class).single())
                .isPresent();
    }

    /**
     * @param fresh whether it was not here before
     * @param first whether it is the first of its content; spam is first to nothing but spam
     */
    private record Written(boolean fresh, boolean first) {}

    /**
     * An erased one that comes again, or is born erased, is taken out of the topic (again).
     *
     * @param json null where the visitor was erased
     * @return nothing where it was here before
     */
    private Optional<Written> insert(InquirySubmitted inquiry, String json) {
        return db.sql("""
                INSERT INTO inquiry (id, reference, form, language, submitted_at, content_hash, event, email_hash, mailbox_hash,
                                     canary, tombstone_due, same_as)
                VALUES (:id, :reference, :form, :language, :submittedAt, :contentHash, :event::jsonb, :emailHash, :mailboxHash,
                        :canary, :erased,
                        (SELECT id FROM inquiry
                         WHERE form = :form AND content_hash = :contentHash AND same_as IS NULL AND id <> :id AND NOT :erased
                           AND event #>> '{spam,verdict}' IN ('clear', :verdict)
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

    private void owe(InquirySubmitted inquiry, Owed.Mail mail) {
        if (mail.kind() != Kind.reply || mail.withheld() != null || inquiry.canary()) {
            deliveries.owe(inquiry, mail);
            return;
        }
        var decision = limits.decide(mail.recipient(), inquiry.client());
        deliveries.oweReply(inquiry, mail.withheld(decision.withheld()), addresses.ofMailbox(mail.recipient()),
                decision.delay());
    }
}
