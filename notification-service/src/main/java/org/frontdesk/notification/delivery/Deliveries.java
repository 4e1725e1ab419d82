package org.frontdesk.notification.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.frontdesk.notification.Delivery;
import org.frontdesk.notification.InquirySubmitted;
import org.frontdesk.notification.Owed;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The mails owed, on their way and done. Times are the database's, so that instances with wrong clocks agree. Every
 * outcome is fenced: it counts only while the row is still claimed by the attempt that it belongs to.
 */
@Component
public class Deliveries {
    private final JdbcClient db;
    private final Instance instance;
    private final Set<Delivery> inHand = ConcurrentHashMap.newKeySet();

    Deliveries(JdbcClient db, Instance instance) {
        this.db = db;
        this.instance = instance;
    }

    /**
     * Writes down that this mail is owed, or withheld.
     *
     * @return 1, or 0 where it stands already
     */
    public int owe(InquirySubmitted inquiry, Owed.Mail mail) {
        return oweReply(inquiry, mail, null, Duration.ZERO);
    }

    /**
     * @param recipientHash by which replies to one mailbox are counted
     * @param wait before it is due
     */
    public int oweReply(InquirySubmitted inquiry, Owed.Mail mail, String recipientHash, Duration wait) {
        return db.sql("""
                INSERT INTO delivery (id, inquiry_id, kind, recipient, recipient_hash, client, language, minimal, state,
                                      reason, next_attempt_at)
                VALUES (:id, :inquiryId, :kind, :recipient, :recipientHash, :client, :language, :minimal, :state,
                        :reason, now() + :wait::interval)
                ON CONFLICT (id) DO NOTHING
                """).param("id", Delivery.id(inquiry.id(), mail.kind(), mail.recipient()))
                .param("inquiryId", inquiry.id()).param("kind", mail.kind().name())
                .param("recipient", mail.recipient()).param("recipientHash", recipientHash)
                .param("client", inquiry.client()).param("language", mail.language())
                .param("minimal", mail.minimal()).param("state", mail.withheld() == null ? "due" : "withheld")
                .param("reason", mail.withheld()).param("wait", wait.toString()).update();
    }

    /** The next due mail, alerts before replies, now this instance's; nothing where none is due or its lease ran out. */
    Optional<Delivery> claim() {
        var claimed = db.sql("""
                UPDATE delivery SET state = 'sending', instance_id = :instance, attempt = attempt + 1, changed_at = now()
                FROM inquiry
                WHERE inquiry.id = inquiry_id
                  AND delivery.id = (SELECT id FROM delivery
                                     WHERE state = 'due' AND next_attempt_at <= now() AND EXISTS (
                                         SELECT FROM instance WHERE id = :instance AND beat_at > now() - :lease::interval)
                                     ORDER BY kind, next_attempt_at
                                     FOR UPDATE SKIP LOCKED LIMIT 1)
                RETURNING delivery.id, kind, recipient, delivery.language, minimal, attempt, owed_since, event
                """).param("instance", instance.id()).param("lease", instance.lease().toString())
                .query(Deliveries::delivery).optional();
        claimed.ifPresent(inHand::add);
        return claimed;
    }

    boolean sent(Delivery delivery, String relayReply) {
        return settle(delivery, "state = 'sent', reason = NULL, relay_reply = :text", relayReply, Duration.ZERO);
    }

    boolean dead(Delivery delivery, String reason) {
        return settle(delivery, "state = 'dead', reason = :text", reason, Duration.ZERO);
    }

    boolean again(Delivery delivery, String reason, Duration wait) {
        return settle(delivery, "state = 'due', reason = :text, next_attempt_at = now() + :wait::interval", reason,
                wait);
    }

    /** No courier has it any more, whatever came of it. */
    void letGo(Delivery delivery) {
        inHand.remove(delivery);
    }

    /** Once more, without the words that the relay would not take. */
    boolean againMinimal(Delivery delivery, String reason) {
        return settle(delivery, "state = 'due', minimal = true, reason = :text, next_attempt_at = now()", reason,
                Duration.ZERO);
    }

    /** Nobody can know whether it went out; see {@link #DOUBTFUL}. */
    boolean doubtful(Delivery delivery, String reason, Duration wait) {
        return settle(delivery, DOUBTFUL, reason, wait);
    }

    /**
     * Frees what instances had claimed that no longer beat. Whether the relay took those mails nobody can know.
     *
     * @return how many
     */
    int freeAbandoned() {
        return db.sql("UPDATE delivery SET instance_id = NULL, changed_at = now(), " + DOUBTFUL + """
                 WHERE state = 'sending' AND NOT EXISTS (SELECT FROM instance
                      WHERE instance.id = delivery.instance_id AND beat_at > now() - :lease::interval)
                """).param("text", "the instance that was sending it ended").param("wait", Duration.ZERO.toString())
                .param("lease", instance.lease().toString())
                .update();
    }

    /**
     * Frees what the database gave this instance in an answer that never came: no courier has it, so none sent it.
     *
     * @return how many
     */
    int freeForgotten() {
        return db.sql("""
                UPDATE delivery SET state = 'due', instance_id = NULL, changed_at = now()
                WHERE state = 'sending' AND instance_id = :instance AND changed_at < now() - :lease::interval
                  AND id <> ALL (:inHand)
                """).param("instance", instance.id()).param("lease", instance.lease().toString())
                .param("inHand", inHand.stream().map(Delivery::id).toArray(UUID[]::new)).update();
    }

    /** Sends it again, an alert up to three times and a reply up to twice; then it is for an operator to decide. */
    private static final String DOUBTFUL = """
            doubtful = doubtful + 1, next_attempt_at = now() + :wait::interval,
            state = CASE WHEN doubtful + 1 < CASE kind WHEN 'alert' THEN 3 ELSE 2 END THEN 'due' ELSE 'dead' END,
            reason = CASE WHEN doubtful + 1 < CASE kind WHEN 'alert' THEN 3 ELSE 2 END THEN '' ELSE 'unknown: ' END || :text
            """;

    private boolean settle(Delivery delivery, String changes, String text, Duration wait) {
        return db.sql("UPDATE delivery SET instance_id = NULL, changed_at = now(), " + changes
                + " WHERE id = :id AND state = 'sending' AND instance_id = :instance AND attempt = :attempt")
                .param("text", text).param("wait", wait.toString()).param("id", delivery.id())
                .param("instance", instance.id())
                .param("attempt", delivery.attempt()).update() == 1;
    }

    private static Delivery delivery(ResultSet row, int number) throws SQLException {
        return new Delivery(row.getObject("id", UUID.class), Delivery.Kind.valueOf(row.getString("kind")),
                row.getString("recipient"),
                Locale.forLanguageTag(row.getString("language")), row.getBoolean("minimal"), row.getInt("attempt"),
                row.getTimestamp("owed_since").toInstant(), row.getString("event"));
    }
}
