package org.frontdesk.notification.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.frontdesk.notification.InquirySubmitted;
import org.frontdesk.notification.console.MailFilter.State;
import org.frontdesk.notification.console.Story.Content;
import org.frontdesk.notification.console.Story.Happening;
import org.frontdesk.notification.erasure.MailboxIndex;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

/** Finds inquiries, and tells what happened to one: from its rows, and from what operators did. */
@Component
class Stories {

    record Found(String reference, String form, String language, Instant submittedAt, boolean erased) {}

    private record Row(UUID id, String reference, String form, String language, Instant submittedAt, Instant receivedAt,
            String event, UUID sameAs) {}

    /** One that was not the last. */
    private record Attempt(int number, Instant at, String answer) {}

    private final JdbcClient db;
    private final MailboxIndex mailboxes;
    private final Audit audit;

    Stories(JdbcClient db, MailboxIndex mailboxes, Audit audit) {
        this.db = db;
        this.mailboxes = mailboxes;
        this.audit = audit;
    }

    /** By reference, or by the visitor's e-mail address in any spelling; the latest hundred first. */
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

    Story of(String reference) {
        var row = db.sql("""
                SELECT id, reference, form, language, submitted_at, received_at, event::text, same_as FROM inquiry
                WHERE reference = :reference ORDER BY submitted_at LIMIT 1
                """).param("reference", reference.toLowerCase(Locale.ROOT)).query(Row.class).optional()
                .orElseThrow(() -> Refused.unknown("There is no inquiry with this reference"));
        var mails = mails(row.id());
        var first = row.sameAs() == null ? null : references("id", row.sameAs()).getFirst();
        return new Story(row.id(), row.reference(), row.form(), row.language(), row.submittedAt(), row.receivedAt(),
                content(row.event()), first, references("same_as", row.id()), mails, happened(row, first, mails));
    }

    private List<Mail> mails(UUID inquiry) {
        return db.sql("SELECT " + Mail.COLUMNS + """
                 FROM delivery JOIN inquiry ON inquiry.id = inquiry_id
                WHERE inquiry_id = :inquiry ORDER BY created_at, kind, recipient
                """).param("inquiry", inquiry).query(Mail.class).list();
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

    private List<Happening> happened(Row row, String first, List<Mail> mails) {
        var happened = new ArrayList<Happening>();
        happened.add(new Happening(row.submittedAt(), "submitted", "in the form " + row.form(), null));
        happened.add(new Happening(row.receivedAt(), "received",
                first == null ? null : "the same as " + first + ", so no mail is owed", null));
        mails.stream().flatMap(Stories::happened).forEach(happened::add);
        mails.stream().flatMap(mail -> attempts(mail).stream()).forEach(happened::add);
        var targets = Stream.concat(Stream.of(row.id().toString(), row.reference()),
                mails.stream().map(mail -> mail.id().toString())).toList();
        audit.about(targets).stream().map(action -> new Happening(action.at(), action.action(),
                about(action, mails) + action.outcome(), action.operator())).forEach(happened::add);
        happened.sort(Comparator.comparing(Happening::at));
        return List.copyOf(happened);
    }

    private List<Happening> attempts(Mail mail) {
        return db.sql("SELECT number, at, answer FROM attempt WHERE delivery_id = :id ORDER BY at")
                .param("id", mail.id())
                .query(Attempt.class).list().stream().map(attempt -> new Happening(attempt.at(), "tried",
                        name(mail) + ", attempt " + attempt.number() + ": " + attempt.answer(), null))
                .toList();
    }

    private static String about(Audit.Action action, List<Mail> mails) {
        return mails.stream().filter(mail -> mail.id().toString().equals(action.target())).findFirst()
                .map(mail -> name(mail) + ": ").orElse("");
    }

    private static Stream<Happening> happened(Mail mail) {
        var owed = new Happening(mail.createdAt(), "owed", name(mail), null);
        return mail.changedAt().equals(mail.createdAt()) && mail.state() == State.due
                ? Stream.of(owed)
                : Stream.of(owed,
                        new Happening(mail.changedAt(), mail.state().name(), name(mail) + detail(mail), null));
    }

    private static String name(Mail mail) {
        return mail.kind() + (mail.recipient().isEmpty() ? "" : " to " + mail.recipient());
    }

    private static String detail(Mail mail) {
        var detail = new StringBuilder(mail.attempt() == 0 ? "" : ", attempt " + mail.attempt());
        detail.append(mail.relayReply() == null ? "" : ": " + mail.relayReply());
        detail.append(mail.reason() == null ? "" : ": " + mail.reason());
        return detail.append(mail.doubtful() == 0 ? "" : "; possible doubles: " + mail.doubtful()).toString();
    }
}
