package org.frontdesk.notification.erasure;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.frontdesk.notification.inquiry.AddressHash;
import org.frontdesk.notification.inquiry.InquirySubmitted;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds the inquiries of one mailbox in any spelling of its address. Instances of the previous release, which may run
 * at the same time, neither write nor remove the mailbox's hash: {@link #complete()} does it for them.
 */
@Component
public class MailboxIndex {
    /** For {@link #keys}. Also by the address: of an event that cannot be read, no other spelling is known. */
    public static final String OF_MAILBOX = "(email_hash = :address OR mailbox_hash = :mailbox)";

    private static final String INCOMPLETE = "(email_hash IS NULL) <> (mailbox_hash IS NULL)";
    /** Small, because each row takes a lock in the database, as in the inbox. */
    private static final int BATCH = 200;
    private static final int MAX_BATCHES_PER_REQUEST = 5;

    private record Row(UUID id, String emailHash, String event) {}

    private final JdbcClient db;
    private final AddressHash addresses;
    private final TransactionTemplate transaction;
    private final Removal removal;

    MailboxIndex(JdbcClient db, AddressHash addresses, TransactionTemplate transaction, Removal removal) {
        this.db = db;
        this.addresses = addresses;
        this.transaction = transaction;
        this.removal = removal;
    }

    public Map<String, String> keys(String email) {
        return Map.of("address", addresses.of(email), "mailbox", addresses.ofMailbox(email));
    }

    /**
     * Once it returns, {@link #OF_MAILBOX} finds all existing inquiries. Not to be called in a transaction: after an
     * upgrade there may be many, which are processed in batches. Several instances may do it concurrently.
     *
     * @return how many inquiries were processed
     */
    public int complete() {
        var all = 0;
        for (int some = completeSome(); some > 0; some = completeSome()) {
            all += some;
        }
        return all;
    }

    /**
     * Like {@link #complete()}, for a request: processes only as many as instances of the previous release can add in a
     * minute.
     *
     * @throws IncompleteIndex if there are more, as after an upgrade; {@link Housekeeping} processes them
     */
    public void ensureComplete() {
        for (int batch = 0; batch < MAX_BATCHES_PER_REQUEST; batch++) {
            if (completeSome() < BATCH) {
                return;
            }
        }
        throw new IncompleteIndex();
    }

    private int completeSome() {
        return transaction.execute(status -> {
            var rows = incomplete();
            var hashes = rows.stream().map(this::mailbox).toList();
            lock(hashes);
            var ids = rows.stream().map(Row::id).toArray(UUID[]::new);
            lock(ids);
            db.sql("""
                    UPDATE inquiry SET mailbox_hash = CASE WHEN email_hash IS NOT NULL THEN hash END
                    FROM unnest(:ids, :hashes) AS computed (computed_id, hash) WHERE id = computed_id AND\s"""
                    + INCOMPLETE)
                    .param("ids", ids).param("hashes", hashes.toArray(String[]::new)).update();
            removal.of(erasedInAnotherSpelling(ids));
            return rows.size();
        });
    }

    /** The planner overestimates the rows that match, and would scan the table instead of the index. */
    private List<Row> incomplete() {
        db.sql("SET LOCAL enable_seqscan = off").update();
        return db.sql("SELECT id, email_hash, event FROM inquiry WHERE " + INCOMPLETE + " LIMIT " + BATCH)
                .query(Row.class)
                .list();
    }

    private String mailbox(Row row) {
        try {
            return JsonMapper.shared().readValue(row.event() == null ? "null" : row.event(), InquirySubmitted.class)
                    .email().map(addresses::ofMailbox).orElse(row.emailHash());
        } catch (JacksonException | NullPointerException e) {
            return row.emailHash();
        }
    }

    /**
     * What an instance of the previous release stored after the visitor's erasure, which it knows in only one spelling.
     */
    private List<UUID> erasedInAnotherSpelling(UUID[] ids) {
        return db.sql("""
                SELECT id FROM inquiry JOIN erased_address ON hash = mailbox_hash
                WHERE id = ANY (:ids) AND event IS NOT NULL AND erased_at > submitted_at FOR NO KEY UPDATE OF inquiry
                """).param("ids", ids).query(UUID.class).list();
    }

    /** In the same order as an erasure by reference, which locks no mailbox. */
    private void lock(UUID[] inquiries) {
        db.sql("SELECT id FROM inquiry WHERE id = ANY (:ids) ORDER BY id FOR NO KEY UPDATE").param("ids", inquiries)
                .query().listOfRows();
    }

    /**
     * Like the inbox: until the end of the transaction nobody else erases these mailboxes or contents, or stores their
     * inquiries. All lock in the same order, to avoid deadlocks.
     *
     * @param keys hashes of mailboxes, or forms and content hashes
     */
    void lock(Collection<String> keys) {
        db.sql("""
                SELECT pg_advisory_xact_lock(key)
                FROM (SELECT DISTINCT hashtextextended(text, 0) AS key FROM unnest(:keys) AS text ORDER BY key)
                """).param("keys", keys.toArray(String[]::new)).query().listOfRows();
    }
}
