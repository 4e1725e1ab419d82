package org.frontdesk.notification.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.frontdesk.notification.delivery.SentRecorder.Sent;
import org.frontdesk.notification.inquiry.InquirySubmitted;
import org.frontdesk.notification.mail.Delivery;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/**
 * The mails owed, on their way and done. Times are the database's, so that instances with wrong clocks agree. Every
 * outcome is fenced: it counts only while the row is still claimed by the attempt that it belongs to.
 */
@Component
public class Deliveries {
    private static final String OURS = "state = 'sending' AND instance_id = :instance";

    private final JdbcClient db;
    private final InstanceLease instance;
    private final Set<UUID> inHand = ConcurrentHashMap.newKeySet();

    Deliveries(JdbcClient db, InstanceLease instance) {
        this.db = db;
        this.instance = instance;
    }

    /**
     * Writes down that this mail is owed, or withheld.
     *
     * @return 1, or 0 where it stands already
     */
    public int owe(InquirySubmitted inquiry, OwedDeliveries.NewDelivery mail) {
        return oweReply(inquiry, mail, null, Duration.ZERO);
    }

    /**
     * @param recipientHash by which replies to one mailbox are counted
     * @param wait before it is due
     */
    public int oweReply(InquirySubmitted inquiry, OwedDeliveries.NewDelivery mail, String recipientHash,
            Duration wait) {
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

    /**
     * The next due mails, alerts before replies, now this instance's; none where none is due or its lease ran out.
     *
     * @param most of them at the most
     */
    List<Delivery> claim(int most) {
        var claimed = db.sql("""
                UPDATE delivery SET state = 'sending', instance_id = :instance, attempt = attempt + 1, changed_at = now()
                WHERE id = ANY (ARRAY(SELECT id FROM delivery
                                      WHERE state = 'due' AND next_attempt_at <= now() AND EXISTS (
                                          SELECT FROM instance WHERE id = :instance AND beat_at > now() - :lease::interval)
                                      ORDER BY kind, next_attempt_at
                                      FOR UPDATE SKIP LOCKED LIMIT :most))
                RETURNING id, kind, recipient, language, minimal, attempt, attempt - held AS tries,
                          extract(epoch FROM now() - owed_since) AS owed_for,
                          (SELECT event FROM inquiry WHERE inquiry.id = inquiry_id) AS event
                """).param("instance", instance.id()).param("lease", instance.lease().toString()).param("most", most)
                .query(Deliveries::delivery).list();
        inHand.addAll(claimed.stream().map(Delivery::id).toList());
        return claimed.stream().sorted(Comparator.comparing(Delivery::kind)).toList();
    }

    /**
     * The relay took them. One that was freed meanwhile is still this attempt's until somebody claims it again.
     *
     * @return how many of them; the others had been claimed again, erased, or left to an operator
     */
    int sent(List<Sent> mails) {
        var deliveries = mails.stream().map(Sent::delivery).toList();
        var written = ofThese(deliveries, """
                UPDATE delivery SET instance_id = NULL, changed_at = now(), state = 'sent', reason = NULL, relay_reply = reply
                FROM unnest(:ids, :attempts, :replies) AS claim (claimed, number, reply)
                """, OURS + " OR state = 'due'")
                .param("replies", mails.stream().map(Sent::reply).toArray(String[]::new))
                .update();
        if (written < mails.size()) {
            countAsDoubtful(deliveries);
        }
        deliveries.forEach(this::letGo);
        return written;
    }

    /**
     * They went out, and may go out once more: another attempt has them since they were given back as unbegun. What was
     * taken over from an instance that ended is counted already.
     */
    private void countAsDoubtful(List<Delivery> deliveries) {
        db.sql("""
                UPDATE delivery SET doubtful = doubtful + 1
                FROM unnest(:ids, :attempts, :tries) AS claim (claimed, number, try)
                WHERE id = claimed AND attempt > number AND held > number - try AND state <> 'erased'
                """).param("ids", ids(deliveries)).param("attempts", attempts(deliveries))
                .param("tries", deliveries.stream().map(Delivery::tries).toArray(Integer[]::new)).update();
    }

    /** Nobody began them: they are due as they were. */
    void giveBack(List<Delivery> unbegun) {
        if (!unbegun.isEmpty()) {
            ofThese(unbegun, """
                    UPDATE delivery SET instance_id = NULL, changed_at = now(), state = 'due', held = held + 1
                    FROM unnest(:ids, :attempts) AS claim (claimed, number)
                    """, OURS).update();
            unbegun.forEach(this::letGo);
        }
    }

    /** @return those of them that this instance still has; the others were erased or taken over */
    List<Delivery> stillClaimed(List<Delivery> unbegun) {
        var ids = ofThese(unbegun, "SELECT id FROM delivery, unnest(:ids, :attempts) AS claim (claimed, number)", OURS)
                .query(UUID.class).set();
        var byOurs = unbegun.stream().collect(Collectors.partitioningBy(delivery -> ids.contains(delivery.id())));
        byOurs.get(false).forEach(this::letGo);
        return byOurs.get(true);
    }

    private StatementSpec ofThese(List<Delivery> deliveries, String change, String fence) {
        return db.sql(change + " WHERE id = claimed AND attempt = number AND (" + fence + ")")
                .param("ids", ids(deliveries)).param("attempts", attempts(deliveries))
                .param("instance", instance.id());
    }

    private static UUID[] ids(List<Delivery> deliveries) {
        return deliveries.stream().map(Delivery::id).toArray(UUID[]::new);
    }

    private static Integer[] attempts(List<Delivery> deliveries) {
        return deliveries.stream().map(Delivery::attempt).toArray(Integer[]::new);
    }

    /** To be followed up, also where it was before and then retried: what is owed instead is written down only once. */
    boolean dead(Delivery delivery, String reason) {
        return settle(delivery, "state = 'dead', followed_up = false, reason = :text", reason, Duration.ZERO);
    }

    boolean again(Delivery delivery, String reason, Duration wait) {
        return settle(delivery, "state = 'due', reason = :text, next_attempt_at = now() + :wait::interval", reason,
                wait);
    }

    /** As if it had not been tried, since the relay could not be used: it does not wait longer for it afterwards. */
    boolean held(Delivery delivery, String reason, Duration wait) {
        return settle(delivery, "state = 'due', held = held + 1, reason = :text,"
                + " next_attempt_at = now() + :wait::interval", reason, wait, "");
    }

    /** No courier has it any more, whatever came of it. */
    void letGo(Delivery delivery) {
        inHand.remove(delivery.id());
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
        return db.sql(counted("UPDATE delivery SET instance_id = NULL, changed_at = now(), " + DOUBTFUL + """
                 WHERE state = 'sending' AND NOT EXISTS (SELECT FROM instance
                      WHERE instance.id = delivery.instance_id AND beat_at > now() - :lease::interval)
                """, REMEMBERED)).param("text", "the instance that was sending it ended")
                .param("wait", Duration.ZERO.toString())
                .param("lease", instance.lease().toString()).query(Integer.class).single();
    }

    /**
     * Frees what the database gave this instance in an answer that never came: no courier has it, so none sent it.
     *
     * @return how many
     */
    int freeForgotten() {
        return db.sql("""
                UPDATE delivery SET state = 'due', instance_id = NULL, changed_at = now(), held = held + 1
                WHERE state = 'sending' AND instance_id = :instance AND changed_at < now() - :lease::interval
                  AND id <> ALL (:inHand)
                """).param("instance", instance.id()).param("lease", instance.lease().toString())
                .param("inHand", inHand.toArray(UUID[]::new)).update();
    }

    /** Sends it again, an alert up to three times and a reply up to twice; then it is for an operator to decide. */
    private static final String DOUBTFUL = """
            doubtful = doubtful + 1, next_attempt_at = now() + :wait::interval,
            state = CASE WHEN doubtful + 1 < CASE kind WHEN 'alert' THEN 3 ELSE 2 END THEN 'due' ELSE 'dead' END,
            reason = CASE WHEN doubtful + 1 < CASE kind WHEN 'alert' THEN 3 ELSE 2 END THEN '' ELSE 'unknown: ' END || :text
            """;

    private boolean settle(Delivery delivery, String changes, String text, Duration wait) {
        return settle(delivery, changes, text, wait, REMEMBERED);
    }

    private boolean settle(Delivery delivery, String changes, String text, Duration wait, String remembered) {
        var written = db.sql(counted("UPDATE delivery SET instance_id = NULL, changed_at = now(), " + changes
                + " WHERE id = :id AND state = 'sending' AND instance_id = :instance AND attempt = :attempt",
                remembered))
                .param("text", text).param("wait", wait.toString()).param("id", delivery.id())
                .param("instance", instance.id()).param("attempt", delivery.attempt()).query(Integer.class).single();
        letGo(delivery);
        return written == 1;
    }

    /** A line for each try that is not the last: the last one stands in the mail. */
    private static final String REMEMBERED = ", remembered AS (INSERT INTO attempt (delivery_id, number, answer)"
            + " SELECT id, attempt - held, reason FROM settled WHERE state = 'due')";

    /** The update, and what is remembered of it. Counts the mails. */
    private static String counted(String update, String remembered) {
        return "WITH settled AS (" + update + " RETURNING id, attempt, held, state, reason)" + remembered
                + " SELECT count(*) FROM settled";
    }

    private static Delivery delivery(ResultSet row, int number) throws SQLException {
        return new Delivery(row.getObject("id", UUID.class), Delivery.Kind.valueOf(row.getString("kind")),
                row.getString("recipient"),
                Locale.forLanguageTag(row.getString("language")), row.getBoolean("minimal"), row.getInt("attempt"),
                row.getInt("tries"),
                Duration.ofMillis(Math.round(row.getDouble("owed_for") * 1000)), row.getString("event"));
    }
}
