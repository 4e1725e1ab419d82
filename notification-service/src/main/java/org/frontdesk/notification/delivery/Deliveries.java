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
import org.frontdesk.notification.mail.Delivery.Kind;
import org.frontdesk.notification.mail.Delivery;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The claims of this instance and their outcomes. All times are the database's, so that instances with wrong clocks
 * agree. Each outcome is fenced: it counts only while the row still has the claim that it belongs to.
 */
@Component
class Deliveries {
    private static final String OURS = "state = 'sending' AND instance_id = :instance";

    /**
     * Attempted at most three times (alert) or twice (any other) while the outcome stays unknown; then it is dead.
     */
    private static final String DOUBTFUL = """
            doubtful = doubtful + 1, next_attempt_at = now() + :wait::interval,
            state = CASE WHEN doubtful + 1 < CASE kind WHEN 'alert' THEN 3 ELSE 2 END THEN 'due' ELSE 'dead' END,
            reason = CASE WHEN doubtful + 1 < CASE kind WHEN 'alert' THEN 3 ELSE 2 END THEN '' ELSE '%s' END || :text
            """.formatted(DeliveryReasons.UNKNOWN);

    /** Records each attempt except the last, which is recorded in the delivery itself. */
    private static final String REMEMBERED = ", remembered AS (INSERT INTO attempt (delivery_id, number, answer)"
            + " SELECT id, attempt - held, reason FROM settled WHERE state = 'due')";

    private final JdbcClient db;
    private final InstanceLease lease;
    private final Set<UUID> inHand = ConcurrentHashMap.newKeySet();

    Deliveries(JdbcClient db, InstanceLease lease) {
        this.db = db;
        this.lease = lease;
    }

    /**
     * Claims the next due deliveries for this instance, alerts before replies; none if none is due or its lease
     * expired.
     */
    List<Delivery> claim(int limit) {
        var claimed = db.sql("""
                UPDATE delivery SET state = 'sending', instance_id = :instance, attempt = attempt + 1, changed_at = now()
                WHERE id = ANY (ARRAY(SELECT id FROM delivery
                                      WHERE state = 'due' AND next_attempt_at <= now() AND EXISTS (
                                          SELECT FROM instance WHERE id = :instance AND beat_at > now() - :lease::interval)
                                      ORDER BY kind, next_attempt_at
                                      FOR UPDATE SKIP LOCKED LIMIT :limit))
                RETURNING id, kind, recipient, language, minimal, attempt, attempt - held AS attempts,
                          extract(epoch FROM now() - owed_since) AS owed_for,
                          (SELECT event FROM inquiry WHERE inquiry.id = inquiry_id) AS event
                """).param("instance", lease.instance()).param("lease", lease.duration().toString())
                .param("limit", limit).query(Deliveries::delivery).list();
        inHand.addAll(claimed.stream().map(Delivery::id).toList());
        return claimed.stream().sorted(Comparator.comparing(Delivery::kind)).toList();
    }

    /**
     * Records that the relay accepted them. One that was freed in the meantime still belongs to this claim, until it
     * is claimed again.
     *
     * @return how many were recorded; the others were claimed again, erased, or left to an operator
     */
    int sent(List<Sent> mails) {
        var deliveries = mails.stream().map(Sent::delivery).toList();
        var recorded = ofThese(deliveries, """
                UPDATE delivery SET instance_id = NULL, changed_at = now(), state = 'sent', reason = NULL, relay_reply = reply
                FROM unnest(:ids, :claims, :replies) AS claim (claimed, number, reply)
                """, OURS + " OR state = 'due'")
                .param("replies", mails.stream().map(Sent::reply).toArray(String[]::new))
                .update();
        if (recorded < mails.size()) {
            countAsDoubtful(deliveries);
        }
        deliveries.forEach(this::letGo);
        return recorded;
    }

    /**
     * They were sent, and may be sent again: they had been given back as unstarted, and were claimed
     * again. Those that were taken over from an instance that stopped are counted already.
     */
    private void countAsDoubtful(List<Delivery> deliveries) {
        db.sql("""
                UPDATE delivery SET doubtful = doubtful + 1
                FROM unnest(:ids, :claims, :attempts) AS claim (claimed, number, attempts)
                WHERE id = claimed AND attempt > number AND held > number - attempts AND state <> 'erased'
                """).param("ids", ids(deliveries)).param("claims", claimNumbers(deliveries))
                .param("attempts", deliveries.stream().map(Delivery::attempts).toArray(Integer[]::new)).update();
    }

    /** Makes deliveries that no courier started due again, unchanged. */
    void giveBack(List<Delivery> unstarted) {
        if (!unstarted.isEmpty()) {
            ofThese(unstarted, """
                    UPDATE delivery SET instance_id = NULL, changed_at = now(), state = 'due', held = held + 1
                    FROM unnest(:ids, :claims) AS claim (claimed, number)
                    """, OURS).update();
            unstarted.forEach(this::letGo);
        }
    }

    /** @return those that this instance still has; the others were erased or taken over */
    List<Delivery> stillClaimed(List<Delivery> unstarted) {
        var ids = ofThese(unstarted, "SELECT id FROM delivery, unnest(:ids, :claims) AS claim (claimed, number)",
                OURS)
                .query(UUID.class).set();
        var byOurs = unstarted.stream().collect(Collectors.partitioningBy(delivery -> ids.contains(delivery.id())));
        byOurs.get(false).forEach(this::letGo);
        return byOurs.get(true);
    }

    private StatementSpec ofThese(List<Delivery> deliveries, String change, String fence) {
        return db.sql(change + " WHERE id = claimed AND attempt = number AND (" + fence + ")")
                .param("ids", ids(deliveries)).param("claims", claimNumbers(deliveries))
                .param("instance", lease.instance());
    }

    private static UUID[] ids(List<Delivery> deliveries) {
        return deliveries.stream().map(Delivery::id).toArray(UUID[]::new);
    }

    private static Integer[] claimNumbers(List<Delivery> deliveries) {
        return deliveries.stream().map(Delivery::claimNumber).toArray(Integer[]::new);
    }

    /** Has to be followed up, even if it was before and then retried. {@link FollowUp} owes a delivery only once. */
    boolean dead(Delivery delivery, String reason) {
        return settle(delivery, "state = 'dead', followed_up = false, reason = :text", reason, Duration.ZERO);
    }

    boolean again(Delivery delivery, String reason, Duration wait) {
        return settle(delivery, "state = 'due', reason = :text, next_attempt_at = now() + :wait::interval", reason,
                wait);
    }

    /** Not counted as an attempt, since the relay could not be used: it must not increase the back-off. */
    boolean held(Delivery delivery, String reason, Duration wait) {
        return settle(delivery, "state = 'due', held = held + 1, reason = :text,"
                + " next_attempt_at = now() + :wait::interval", reason, wait, "");
    }

    /** Whatever the outcome, no courier has it any more. */
    void letGo(Delivery delivery) {
        inHand.remove(delivery.id());
    }

    /** Retries it without the content that the relay refused. */
    boolean againMinimal(Delivery delivery, String reason) {
        return settle(delivery, "state = 'due', minimal = true, reason = :text, next_attempt_at = now()", reason,
                Duration.ZERO);
    }

    /** It is unknown whether it was sent; see {@link #DOUBTFUL}. */
    boolean doubtful(Delivery delivery, String reason, Duration wait) {
        return settle(delivery, DOUBTFUL, reason, wait);
    }

    /**
     * Frees what was claimed by instances whose lease expired. It is unknown whether the relay accepted those mails.
     *
     * @return how many
     */
    int freeAbandoned() {
        return db.sql(counted("UPDATE delivery SET instance_id = NULL, changed_at = now(), " + DOUBTFUL + """
                 WHERE state = 'sending' AND NOT EXISTS (SELECT FROM instance
                      WHERE instance.id = delivery.instance_id AND beat_at > now() - :lease::interval)
                """, REMEMBERED)).param("text", "the instance that was sending it ended")
                .param("wait", Duration.ZERO.toString())
                .param("lease", lease.duration().toString()).query(Integer.class).single();
    }

    /**
     * Frees claims of this instance that the database committed but whose answer was lost: no courier has them, so none
     * was sent.
     *
     * @return how many
     */
    int freeForgotten() {
        return db.sql("""
                UPDATE delivery SET state = 'due', instance_id = NULL, changed_at = now(), held = held + 1
                WHERE state = 'sending' AND instance_id = :instance AND changed_at < now() - :lease::interval
                  AND id <> ALL (:inHand)
                """).param("instance", lease.instance()).param("lease", lease.duration().toString())
                .param("inHand", inHand.toArray(UUID[]::new)).update();
    }

    private boolean settle(Delivery delivery, String changes, String text, Duration wait) {
        return settle(delivery, changes, text, wait, REMEMBERED);
    }

    private boolean settle(Delivery delivery, String changes, String text, Duration wait, String remembered) {
        var recorded = db.sql(counted("UPDATE delivery SET instance_id = NULL, changed_at = now(), " + changes
                + " WHERE id = :id AND state = 'sending' AND instance_id = :instance AND attempt = :claim",
                remembered))
                .param("text", text).param("wait", wait.toString()).param("id", delivery.id())
                .param("instance", lease.instance()).param("claim", delivery.claimNumber()).query(Integer.class)
                .single();
        letGo(delivery);
        return recorded == 1;
    }

    private static String counted(String update, String remembered) {
        return "WITH settled AS (" + update + " RETURNING id, attempt, held, state, reason)" + remembered
                + " SELECT count(*) FROM settled";
    }

    private static Delivery delivery(ResultSet row, int number) throws SQLException {
        return new Delivery(row.getObject("id", UUID.class), Kind.valueOf(row.getString("kind")),
                row.getString("recipient"), Locale.forLanguageTag(row.getString("language")), row.getBoolean("minimal"),
                row.getInt("attempt"), row.getInt("attempts"),
                Duration.ofMillis(Math.round(row.getDouble("owed_for") * 1000)), row.getString("event"));
    }
}
