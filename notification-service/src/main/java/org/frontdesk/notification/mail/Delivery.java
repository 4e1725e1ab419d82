package org.frontdesk.notification.mail;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;

/**
 * One mail to one recipient, claimed by this instance.
 *
 * @param language the language to write it in: the staff's for an alert, the visitor's for a reply
 * @param minimal whether the visitor's words are left out
 * @param attempt how often it was claimed; an outcome counts only for the attempt that it belongs to
 * @param tries how many of these were tries, this one included: not those in which the relay could not be used
 * @param owedFor for how long it had been tried when it was claimed, by the database's clock alone
 * @param event the inquiry as it came, in JSON; null for a digest
 */
public record Delivery(UUID id, Kind kind, String recipient, Locale language, boolean minimal, int attempt,
        int tries, Duration owedFor,
        String event) {

    public enum Kind {
        /** To staff: an inquiry. */
        alert,
        /** To staff, once a day: what waits. */
        digest,
        /** To staff: this visitor cannot be reached by mail. */
        notice,
        /** To the visitor. */
        reply
    }

    /** Always the same for the same mail, so that a redelivered event owes nothing new. */
    public static UUID id(UUID inquiryId, Kind kind, String recipient) {
        return UUID.nameUUIDFromBytes((inquiryId + "/" + kind + "/" + recipient).getBytes(StandardCharsets.UTF_8));
    }
}
