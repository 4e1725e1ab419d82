package org.frontdesk.notification.erasure;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.frontdesk.notification.erasure.Removal.Removed;
import org.frontdesk.notification.inquiry.Topics;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes a visitor's data: from the database immediately, and from the topic by tombstones (see {@link Tombstones}).
 * The id, language, state and times of each delivery are kept, so that a topic that is read again from its beginning
 * mails nobody.
 *
 * <p>The subject of an erasure is an email address, for all inquiries of its mailbox in any spelling, or the reference
 * of an inquiry, for all with the same content.
 */
@Component
public class Erasures {

    /**
     * An inquiry whose data an erasure would remove.
     *
     * @param email as the visitor wrote it; null if there is none
     * @param mails how many deliveries' recipients would be blanked
     */
    public record Affected(UUID id, String reference, Instant submittedAt, String form, String language, String email,
            int mails) {}

    /**
     * What was removed, and what is out of reach.
     *
     * @param inquiries the references of the inquiries whose data is gone
     * @param mails how many deliveries' recipients were blanked; those that are not sent yet never will be
     * @param underWay how many of these were in a courier's hands: the relay may have them already
     */
    public record Receipt(List<String> inquiries, int mails, int underWay, List<String> outOfReach) {}

    /**
     * Longer than the topic's retention (14 days): an event in flight when the visitor was erased is stored as erased.
     */
    private static final Duration IN_FLIGHT = Duration.ofDays(15);

    private static final String OF_CONTENT = """
            (id IN (SELECT id FROM inquiry WHERE reference = :reference)
                OR id IN (SELECT same_as FROM inquiry WHERE reference = :reference)
                OR same_as IN (SELECT coalesce(same_as, id) FROM inquiry WHERE reference = :reference))""";

    private static final String AFFECTED = """
            SELECT id, reference, submitted_at, form, language,
                   jsonb_path_query_first(event, '$.fields[*] ? (@.name == "email").value') #>> '{}' AS email,
                   (SELECT count(*) FROM delivery WHERE inquiry_id = inquiry.id) AS mails
            FROM inquiry WHERE event IS NOT NULL AND\s""";

    private static final List<String> OUT_OF_REACH = List.of(
            "mails already delivered, in the mailboxes of staff and visitor",
            "the mail relay's queue and logs",
            "backups of the database, until they expire",
            "the topic inquiries: emptied by compaction, within two days",
            "the topic " + Topics.DEAD + ": records that could not be read, until they expire after 30 days");

    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final MailboxIndex mailboxes;
    private final Removal removal;

    Erasures(JdbcClient db, TransactionTemplate transaction, MailboxIndex mailboxes, Removal removal) {
        this.db = db;
        this.transaction = transaction;
        this.mailboxes = mailboxes;
        this.removal = removal;
    }

    /**
     * What {@link #erase} would remove at this moment, the latest first.
     *
     * @throws IncompleteIndex if not all inquiries of an address can be found yet, like all erasures
     */
    public List<Affected> affected(String subject) {
        if (isAddress(subject)) {
            mailboxes.ensureComplete();
        }
        return affected(subject, " ORDER BY submitted_at DESC, id");
    }

    /** @return a receipt, without inquiries if none was found */
    public Receipt erase(String subject) {
        return erase(subject, Optional.empty()).orElseThrow();
    }

    /**
     * Erases what an operator saw listed.
     *
     * @param seen ids of what was {@link #affected} when they confirmed
     * @return empty if another inquiry arrived since: then nothing is removed, because nobody may have read that one
     *        yet
     */
    public Optional<Receipt> erase(String subject, Collection<UUID> seen) {
        return erase(subject, Optional.of(Set.copyOf(seen)));
    }

    /** Removes the data of these inquiries, which the caller's transaction has locked. */
    public void erase(List<UUID> inquiries) {
        removal.of(inquiries);
    }

    private Optional<Receipt> erase(String subject, Optional<Set<UUID>> seen) {
        if (isAddress(subject)) {
            mailboxes.ensureComplete();
        }
        return transaction.execute(status -> {
            mailboxes.lock(isAddress(subject) ? List.of(mailboxes.keys(subject).get("mailbox")) : contents(subject));
            var ids = affected(subject, " ORDER BY id FOR NO KEY UPDATE").stream().map(Affected::id).toList();
            if (seen.isPresent() && !seen.get().containsAll(ids)) {
                return Optional.empty();
            }
            if (isAddress(subject)) {
                remember(subject);
            } else {
                remember(ids);
            }
            return Optional.of(receipt(removal.of(ids)));
        });
    }

    private List<Affected> affected(String subject, String ending) {
        return isAddress(subject)
                ? db.sql(AFFECTED + MailboxIndex.OF_MAILBOX + ending).params(mailboxes.keys(subject))
                        .query(Affected.class).list()
                : db.sql(AFFECTED + OF_CONTENT + ending).param("reference", normalized(subject))
                        .query(Affected.class).list();
    }

    /** Of the inquiries with this reference, and of their copies, as the inbox locks them. */
    private List<String> contents(String reference) {
        return db
                .sql("SELECT DISTINCT form || ' ' || content_hash FROM inquiry WHERE event IS NOT NULL AND "
                        + OF_CONTENT)
                .param("reference", normalized(reference)).query(String.class).list();
    }

    private static String normalized(String reference) {
        return reference.strip().toLowerCase(Locale.ROOT);
    }

    /** Also this spelling, because instances of the previous release know no other. */
    private void remember(String email) {
        db.sql("""
                INSERT INTO erased_address (hash, erased_at, keep_until)
                SELECT hash, clock_timestamp(), now() + :keep::interval FROM unnest(:hashes) AS hash
                ON CONFLICT (hash) DO UPDATE SET erased_at = excluded.erased_at, keep_until = excluded.keep_until
                """).param("hashes", mailboxes.keys(email).values().toArray(String[]::new))
                .param("keep", IN_FLIGHT.toString()).update();
    }

    /**
     * The contents of these inquiries, for copies in flight. Only of the first ones, since the inbox compares a copy
     * with the first; and not of canaries, whose content a visitor may send as well.
     */
    private void remember(List<UUID> inquiries) {
        db.sql("""
                INSERT INTO erased_content (form, content_hash, submitted_at, verdict, erased_at, keep_until)
                SELECT form, content_hash, submitted_at, event #>> '{spam,verdict}', clock_timestamp(), now() + :keep::interval
                FROM inquiry WHERE id = ANY (:ids) AND same_as IS NULL AND NOT canary
                """).param("ids", inquiries.toArray(UUID[]::new)).param("keep", IN_FLIGHT.toString()).update();
    }

    /** Forgets addresses and contents of which no event can be in flight any more. */
    void forgetOldHashes() {
        db.sql("DELETE FROM erased_address WHERE keep_until < now()").update();
        db.sql("DELETE FROM erased_content WHERE keep_until < now()").update();
    }

    private static Receipt receipt(Removed removed) {
        return new Receipt(removed.inquiries(), removed.mails(), removed.inHand(), OUT_OF_REACH);
    }

    private static boolean isAddress(String subject) {
        return subject.contains("@");
    }
}
