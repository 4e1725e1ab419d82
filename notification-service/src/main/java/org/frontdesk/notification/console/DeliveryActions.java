package org.frontdesk.notification.console;

import java.util.UUID;

import org.frontdesk.notification.console.DeliveryList.Row;
import org.frontdesk.notification.delivery.DeliveryReasons;
import org.frontdesk.notification.delivery.WakeUp;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What an operator can do with one delivery. Each action is fenced in its statement: a delivery that was claimed, sent
 * or erased in the meantime stays unchanged. The same statement writes the audit.
 */
@Component
class DeliveryActions {
    private static final String RETRYABLE = "state IN ('dead', 'due')";
    private static final String RELEASABLE = "state = 'withheld' AND reason IS DISTINCT FROM '"
            + DeliveryReasons.DISCARDED + "'";

    /**
     * The audit outlives an erasure, and a relay's reply may name the mailbox. So only reply codes are kept, and our
     * own words for what is withheld.
     */
    private static final String REASON = "CASE WHEN state = 'withheld' THEN reason"
            + " ELSE substring(reason FROM '^[a-z :]*([45]\\d\\d(?:[ -][45]\\.\\d{1,3}\\.\\d{1,3})?)\\M') END";

    private final JdbcClient db;
    private final DeliveryList deliveries;
    private final WakeUp wakeUp;

    DeliveryActions(JdbcClient db, DeliveryList deliveries, WakeUp wakeUp) {
        this.db = db;
        this.deliveries = deliveries;
        this.wakeUp = wakeUp;
    }

    /** Makes a dead delivery due again, or one that waits for its next attempt due now. */
    Row retry(UUID id, String operator) {
        return act(id, operator, "retry",
                "state = 'due', next_attempt_at = now(), owed_since = now(), instance_id = NULL", RETRYABLE,
                "Only a dead mail, or one that waits, can be retried");
    }

    /** Sends a withheld delivery after all. */
    Row release(UUID id, String operator) {
        return act(id, operator, "release", "state = 'due', reason = NULL, next_attempt_at = now(), owed_since = now()",
                RELEASABLE, "Only a withheld mail that nobody discarded can be released");
    }

    /** Never sends it, or never again. */
    Row discard(UUID id, String operator) {
        return act(id, operator, "discard",
                "state = 'withheld', reason = '" + DeliveryReasons.DISCARDED + "', followed_up = true",
                "(" + RETRYABLE + " OR " + RELEASABLE + ")",
                "Only a mail that is dead, waits or is withheld can be discarded");
    }

    private Row act(UUID id, String operator, String action, String change, String from, String otherwise) {
        var done = db.sql(audited(action, change, "id = :id AND " + from)).param("id", id).param("operator", operator)
                .update();
        var delivery = deliveries.one(id);
        if (done == 0) {
            throw ProblemException.conflict(otherwise + "; this one is " + delivery.state()
                    + (DeliveryReasons.DISCARDED.equals(delivery.reason()) ? " because it was discarded" : ""));
        }
        wakeUp.all();
        return delivery;
    }

    /** Changes those rows, and records for each who did it and the previous state. */
    static String audited(String action, String change, String which) {
        return "WITH changed AS (UPDATE delivery SET changed_at = now(), " + change + " WHERE " + which
                + " RETURNING delivery.id, old.state, old.reason) INSERT INTO operator_action (operator, action, target, outcome)"
                + " SELECT :operator, '" + action
                + "', id::text, 'was ' || state || coalesce(': ' || " + REASON + ", '') FROM changed";
    }
}
