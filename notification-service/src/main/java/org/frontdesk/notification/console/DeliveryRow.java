package org.frontdesk.notification.console;

import java.time.Instant;
import java.util.UUID;

import org.frontdesk.notification.console.DeliveryList.Filter.State;
import org.frontdesk.notification.mail.Delivery.Kind;

/**
 * One mail as operators see it.
 *
 * @param reference of the inquiry that it is about; null, as is the inquiry's id, for a digest
 * @param language in which it is written
 * @param reason why it is in this state, or why the last attempt failed
 * @param doubtful attempts of which nobody can know whether the relay took the mail
 * @param nextAttemptAt when it is tried again; null where it is not
 */
record DeliveryRow(UUID id, UUID inquiryId, String reference, Kind kind, String recipient, String language,
        boolean minimal,
        State state, String reason, int attempt, int doubtful, Instant nextAttemptAt, String relayReply,
        Instant createdAt, Instant changedAt) {

    static final String COLUMNS = """
            delivery.id, inquiry_id, reference, kind, recipient, delivery.language, minimal, state, reason,
            attempt - held AS attempt, doubtful,
            CASE WHEN state = 'due' THEN next_attempt_at END AS next_attempt_at, relay_reply, created_at, changed_at
            """;

    static final String DISCARDED = "discarded";

    /** Nobody can know whether it arrived; another attempt may make a double. */
    public boolean isUncertain() {
        return doubtful > 0;
    }

    public boolean isRetryable() {
        return state == State.dead || state == State.due;
    }

    public boolean isReleasable() {
        return state == State.withheld && !DISCARDED.equals(reason);
    }

    public boolean isDiscardable() {
        return state == State.due || state == State.dead || isReleasable();
    }
}
