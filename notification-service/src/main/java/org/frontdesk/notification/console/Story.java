package org.frontdesk.notification.console;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.frontdesk.notification.InquirySubmitted.Spam;
import org.frontdesk.notification.InquirySubmitted.Value;

/**
 * One inquiry and all that happened to it.
 *
 * @param content what the visitor wrote; null once it was erased
 * @param sameAs reference of the first inquiry with the same content, which got the mails; null where this is the first
 * @param repeats references of later ones with the same content, for which no mail is owed
 * @param happened in the order of time
 */
record Story(UUID id, String reference, String form, String language, Instant submittedAt, Instant receivedAt,
        Content content, String sameAs, List<String> repeats, List<Mail> mails, List<Happening> happened) {

    record Content(String topic, String page, List<Value> fields, List<Value> extra, Spam spam) {}

    /** @param by the operator who did it; null where the system did */
    record Happening(Instant at, String what, String detail, String by) {}
}
