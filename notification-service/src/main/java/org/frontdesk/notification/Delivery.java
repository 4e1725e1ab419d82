package org.frontdesk.notification;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * One mail to one recipient, owed or on its way.
 *
 * @param language the language to write it in: the staff's for an alert, the visitor's for a reply
 * @param attempt how often it was claimed; an outcome counts only for the attempt that it belongs to
 * @param owedSince when the inquiry reached this service
 */
record Delivery(UUID id, UUID inquiryId, Kind kind, String recipient, Locale language, int attempt, Instant owedSince) {

    enum Kind {
        alert, reply
    }

    /** Always the same for the same mail, so that a redelivered event owes nothing new. */
    static UUID id(UUID inquiryId, Kind kind, String recipient) {
        return UUID.nameUUIDFromBytes((inquiryId + "/" + kind + "/" + recipient).getBytes(StandardCharsets.UTF_8));
    }
}
