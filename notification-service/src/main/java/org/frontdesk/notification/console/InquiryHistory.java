package org.frontdesk.notification.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.frontdesk.notification.console.DeliveryList.Row;
import org.frontdesk.notification.console.DeliveryList.State;
import org.frontdesk.notification.erasure.MailboxIndex;
import org.frontdesk.notification.inquiry.InquirySubmitted.Spam;
import org.frontdesk.notification.inquiry.InquirySubmitted.Value;
import org.frontdesk.notification.inquiry.InquirySubmitted;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Finds inquiries, and compiles the history of one from its rows and from operators' actions. */
@Component
class InquiryHistory {

    record Found(String reference, String form, String language, Instant submittedAt, boolean erased) {}

    private record Inquiry(UUID id, String reference, String form, String language, Instant submittedAt,
            Instant receivedAt, String event, UUID sameAs) {}

    /** Any attempt but the last. */
    private record Attempt(int number, Instant at, String answer) {}

    private final JdbcClient db;
    private final MailboxIndex mailboxes;
    private final Audit audit;

    InquiryHistory(JdbcClient db, MailboxIndex mailboxes, Audit audit) {
        this.db = db;
        this.mailboxes = mailboxes;
        this.audit = audit;
    }

    /** By reference, or by the visitor's email address in any spelling; the latest hundred. */
    List<Found> search(String text) {
        var wanted = text.strip();
        return wanted.contains("@")
                ? ofMailbox(wanted)
                : found("reference = :reference", Map.of("reference", wanted.toLowerCase(Locale.ROOT)));
    }

    private List<Found> ofMailbox(String email) {
        mailboxes.ensureComplete();
        return found(MailboxIndex.OF_MAILBOX, mailboxes.keys(email));
    }

    private List<Found> found(String which, Map<String, String> params) {
        return db.sql(
                "SELECT reference, form, language, submitted_at, event IS NULL AS erased FROM inquiry WHERE " + which
                        + " ORDER BY submitted_at DESC, received_at DESC LIMIT 100")
                .params(params).query(Found.class).list();
    }

    History of(String reference) {
        var inquiry = db.sql("""
                SELECT id, reference, form, language, submitted_at, received_at, event::text, same_as FROM inquiry
                WHERE reference = :reference ORDER BY submitted_at LIMIT 1
                """).param("reference", reference.toLowerCase(Locale.ROOT)).query(Inquiry.class).optional()
                .orElseThrow(() -> ProblemException.unknown("There is no inquiry with this reference"));
        var deliveries = deliveries(inquiry.id());
        var first = inquiry.sameAs() == null ? null : references("id", inquiry.sameAs()).getFirst();
        return new History(inquiry.id(), inquiry.reference(), inquiry.form(), inquiry.language(), inquiry.submittedAt(),
                inquiry.receivedAt(), content(inquiry.event()), first, references("same_as", inquiry.id()), deliveries,
                events(inquiry, first, deliveries));
    }

    private List<Row> deliveries(UUID inquiry) {
        return db.sql("SELECT " + Row.COLUMNS + """
                 FROM delivery JOIN inquiry ON inquiry.id = inquiry_id
                WHERE inquiry_id = :inquiry ORDER BY created_at, kind, recipient
                """).param("inquiry", inquiry).query(Row.class).list();
    }

    private List<String> references(String column, UUID id) {
        return db.sql("SELECT reference FROM inquiry WHERE " + column + " = :id ORDER BY submitted_at").param("id", id)
                .query(String.class).list();
    }

    private static Content content(String event) {
        if (event == null) {
            return null;
        }
        var inquiry = JsonMapper.shared().readValue(event, InquirySubmitted.class);
        return new Content(inquiry.topic(), inquiry.page(), inquiry.fields(), inquiry.extra(), inquiry.spam());
    }

    private List<Event> events(Inquiry inquiry, String first, List<Row> deliveries) {
        var events = new ArrayList<Event>();
        events.add(new Event(inquiry.submittedAt(), "submitted", "in the form " + inquiry.form(), null));
        events.add(new Event(inquiry.receivedAt(), "received",
                first == null ? null : "the same as " + first + ", so no mail is owed", null));
        deliveries.stream().flatMap(InquiryHistory::events).forEach(events::add);
        deliveries.stream().flatMap(delivery -> attempts(delivery).stream()).forEach(events::add);
        var targets = Stream.concat(Stream.of(inquiry.id().toString(), inquiry.reference()),
                deliveries.stream().map(delivery -> delivery.id().toString())).toList();
        audit.about(targets).stream().map(action -> new Event(action.at(), action.action(),
                about(action, deliveries) + action.outcome(), action.operator())).forEach(events::add);
        events.sort(Comparator.comparing(Event::at));
        return List.copyOf(events);
    }

    private List<Event> attempts(Row delivery) {
        return db.sql("SELECT number, at, answer FROM attempt WHERE delivery_id = :id ORDER BY at")
                .param("id", delivery.id()).query(Attempt.class).list().stream()
                .map(attempt -> new Event(attempt.at(), "tried",
                        name(delivery) + ", attempt " + attempt.number() + ": " + attempt.answer(), null))
                .toList();
    }

    private static String about(Audit.Action action, List<Row> deliveries) {
        return deliveries.stream().filter(delivery -> delivery.id().toString().equals(action.target())).findFirst()
                .map(delivery -> name(delivery) + ": ").orElse("");
    }

    private static Stream<Event> events(Row delivery) {
        var owed = new Event(delivery.createdAt(), "owed", name(delivery), null);
        return delivery.changedAt().equals(delivery.createdAt()) && delivery.state() == State.due
                ? Stream.of(owed)
                : Stream.of(owed, new Event(delivery.changedAt(), delivery.state().name(),
                        name(delivery) + detail(delivery), null));
    }

    private static String name(Row delivery) {
        return delivery.kind() + (delivery.recipient().isEmpty() ? "" : " to " + delivery.recipient());
    }

    private static String detail(Row delivery) {
        var detail = new StringBuilder(delivery.attempt() == 0 ? "" : ", attempt " + delivery.attempt());
        detail.append(delivery.relayReply() == null ? "" : ": " + delivery.relayReply());
        detail.append(delivery.reason() == null ? "" : ": " + delivery.reason());
        return detail.append(delivery.doubtful() == 0 ? "" : "; possible duplicates: " + delivery.doubtful())
                .toString();
    }

    /**
     * One inquiry and everything that happened to it.
     *
     * @param content what the visitor wrote; null once it was erased
     * @param sameAs reference of the first inquiry with the same content, for which the deliveries are owed; null if this
     *        is it
     * @param repeats references of later ones with the same content, for which no deliveries are owed
     * @param happened in chronological order
     */
    record History(UUID id, String reference, String form, String language, Instant submittedAt, Instant receivedAt,
            Content content, String sameAs, List<String> repeats, List<Row> mails, List<Event> happened) {}

    record Content(String topic, String page, List<Value> fields, List<Value> extra, Spam spam) {}

    /** @param by the operator who did it; null if it was the system */
    record Event(Instant at, String what, String detail, String by) {}
}
