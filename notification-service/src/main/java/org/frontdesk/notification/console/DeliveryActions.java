package org.frontdesk.notification.console;

import java.util.UUID;

import org.frontdesk.notification.delivery.WakeUp;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What an operator can do with one mail. Fenced in the statement itself: a mail that a courier claimed, sent or that was
 * erased meanwhile stays as it is. What was done stands in the same statement as its audit.
 */
@Component
class DeliveryActions {
    private static final String RETRYABLE = "state IN ('dead', 'due')";
    private static final String RELEASABLE = "state = 'withheld' AND reason IS DISTINCT FROM 'discarded'";

    /**
     * The audit outlives an erasure, and relays name the mailbox that they refuse: only their codes, and our own words for
     * what is withheld.
     */
    private static final String REASON = "CASE WHEN state = 'withheld' THEN reason"
            + " ELSE substring(reason FROM '^[a-z :]*([45]\\d\\d(?:[ -][45]\\.\\d{1,3}\\.\\d{1,3})?)\\M') END";

    private final JdbcClient db;
    private final DeliveryList mails;
    private final WakeUp bell;

    DeliveryActions(JdbcClient db, DeliveryList mails, WakeUp bell) {
        this.db = db;
        this.mails = mails;
        this.bell = bell;
    }

    /** A dead mail becomes due, one that waits for its next attempt is due at once. */
    DeliveryRow retry(UUID id, String operator) {
        return act(id, operator, "retry",
                "state = 'due', next_attempt_at = now(), owed_since = now(), instance_id = NULL", RETRYABLE,
                "Only a dead mail, or one that waits, can be retried");
    }

    /** A withheld mail is sent after all. */
    DeliveryRow release(UUID id, String operator) {
        return act(id, operator, "release", "state = 'due', reason = NULL, next_attempt_at = now(), owed_since = now()",
                RELEASABLE,
                "Only a withheld mail that nobody discarded can be released");
    }

    /** It is never sent again, and never sent at all where it was not yet. */
    DeliveryRow discard(UUID id, String operator) {
        return act(id, operator, "discard", "state = 'withheld', reason = 'discarded', followed_up = true",
                "(" + RETRYABLE + " OR " + RELEASABLE + ")",
                "Only a mail that is dead, waits or is withheld can be discarded");
    }

    private DeliveryRow act(UUID id, String operator, String action, String change, String from, String otherwise) {
        var done = db.sql(audited(action, change, "id = :id AND " + from)).param("id", id).param("operator", operator)
                .update();
        var mail = mails.one(id);
        if (done == 0) {
            throw Refused.conflict(otherwise + "; this one is " + mail.state()
                    + (DeliveryRow.DISCARDED.equals(mail.reason()) ? " because it was discarded" : ""));
        }
        bell.ring();
        return mail;
    }

    /** Changes those rows, and writes down for each who did it and what it was before. */
    static String audited(String action, String change, String which) {
        return "WITH changed AS (UPDATE delivery SET changed_at = now(), " + change + " WHERE " + which
                + " RETURNING delivery.id, old.state, old.reason) INSERT INTO operator_action (operator, action, target, outcome)"
                + " SELECT :operator, '" + action
                + "', id::text, 'was ' || state || coalesce(': ' || " + REASON + ", '') FROM changed";
    }
}
