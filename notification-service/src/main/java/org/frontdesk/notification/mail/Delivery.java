package org.frontdesk.notification.mail;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;

/**
 * An email that is owed to one recipient, claimed by this instance.
 *
 * @param language the language to write it in: the staff's for an alert, the visitor's for a reply
 * @param minimal whether the visitor's words are left out
 * @param claimNumber how often it was claimed, this time included; an outcome counts only for the claim that it belongs
 *        to
 * @param attempts how many of the claims led to an attempt, this one included: not those that were given back, or in
 *        which the relay could not be used
 * @param owedFor how long it had been owed when it was claimed, by the database's clock alone
 * @param event the original inquiry in JSON; null for a digest
 */
public record Delivery(UUID id, Kind kind, String recipient, Locale language, boolean minimal, int claimNumber,
        int attempts, Duration owedFor, String event) {

    /** The values in the database, the metrics and the API. */
    public enum Kind {
        /** To staff: an inquiry. */
        alert,
        /** To staff, once a day: what is still open. */
        digest,
        /** To staff: this visitor cannot be reached by email. */
        notice,
        /** To the visitor. */
        reply
    }

    /** Deterministic, so that a redelivered event owes nothing new. */
    public static UUID id(UUID inquiryId, Kind kind, String recipient) {
        return UUID.nameUUIDFromBytes((inquiryId + "/" + kind + "/" + recipient).getBytes(StandardCharsets.UTF_8));
    }
}
