package org.frontdesk.notification.mail;

import java.util.Map;
import java.util.Optional;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.frontdesk.notification.inquiry.InquirySubmitted;
import org.frontdesk.notification.inquiry.InquirySubmitted.Verdict;
import org.frontdesk.notification.mail.Delivery.Kind;
import org.frontdesk.notification.site.Mailboxes;
import org.frontdesk.notification.site.Site;
import org.frontdesk.notification.site.Texts;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;

import tools.jackson.databind.json.JsonMapper;

/** Writes a mail from an inquiry: subject, text and HTML in the delivery's language, and the headers of its kind. */
@Component
public class MailWriter {
    private final Site site;
    private final Texts texts;
    private final Letters letters;

    MailWriter(Site site, Texts texts, Letters letters) {
        this.site = site;
        this.texts = texts;
        this.letters = letters;
    }

    /** @throws MessagingException where an address is not one plain ASCII mailbox */
    public MimeMessage write(Delivery delivery) throws MessagingException {
        return write(delivery, JsonMapper.shared().readValue(delivery.event(), InquirySubmitted.class));
    }

    MimeMessage write(Delivery delivery, InquirySubmitted inquiry) throws MessagingException {
        var letter = letters.begin(delivery, subject(delivery, inquiry), replyTo(delivery, inquiry));
        letter.setHeader("References", letters.id(inquiry.id().toString()));
        letter.setContent(letters.body(layout(delivery), context(delivery, inquiry)));
        letter.saveChanges();
        return letter;
    }

    private String replyTo(Delivery delivery, InquirySubmitted inquiry) {
        return delivery.kind() == Kind.alert
                ? inquiry.email().flatMap(Mailboxes::ascii).orElse(site.mail().replyTo())
                : site.mail().replyTo();
    }

    private String subject(Delivery delivery, InquirySubmitted inquiry) {
        var speech = new ReaderTexts(texts, delivery.language());
        var reference = site.language(delivery.language()).isolate(TypedText.line(inquiry.reference()).text());
        if (delivery.kind() == Kind.reply) {
            // Names no topic, since a subject shows on a locked phone.
            return speech.say("reply.subject", Map.of("reference", reference));
        }
        var subject = speech.say("alert.subject", Map.of("reference", reference, "topic",
                new Labels(site, speech).topic(inquiry), "language", speech.language(inquiry.language())));
        return mark(delivery.kind(), inquiry.spam().verdict()).map(mark -> speech.say(mark) + " " + subject)
                .orElse(subject);
    }

    private static Optional<String> mark(Kind kind, Verdict verdict) {
        if (kind == Kind.notice) {
            return Optional.of("alert.unreachable");
        }
        return verdict == Verdict.clear ? Optional.empty() : Optional.of("alert.suspect");
    }

    /** All that staff get looks alike. */
    private static String layout(Delivery delivery) {
        return delivery.kind() == Kind.reply ? "reply" : "alert";
    }

    private Context context(Delivery delivery, InquirySubmitted inquiry) {
        var reader = delivery.language();
        var context = new Context(reader);
        context.setVariable("language", site.language(reader));
        context.setVariable("tag", reader.toLanguageTag());
        context.setVariable("subject", subject(delivery, inquiry));
        context.setVariable("reference", TypedText.line(inquiry.reference()).text());
        context.setVariable("speech", new ReaderTexts(texts, reader));
        if (delivery.kind() == Kind.reply) {
            context.setVariable("reply", ReplyView.of(inquiry, site, new ReaderTexts(texts, reader)));
        } else {
            context.setVariable("alert", AlertView.of(inquiry, site, new ReaderTexts(texts, reader), delivery));
            context.setVariable("minimal", delivery.minimal());
        }
        return context;
    }
}
