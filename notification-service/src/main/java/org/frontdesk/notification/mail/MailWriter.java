package org.frontdesk.notification.mail;

import java.util.Map;
import java.util.Optional;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.frontdesk.notification.inquiry.InquirySubmitted.Verdict;
import org.frontdesk.notification.inquiry.InquirySubmitted;
import org.frontdesk.notification.mail.Delivery.Kind;
import org.frontdesk.notification.site.Mailboxes;
import org.frontdesk.notification.site.Site;
import org.frontdesk.notification.site.Texts;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import tools.jackson.databind.json.JsonMapper;

/**
 * Composes the mail about an inquiry: subject, text and HTML in the delivery's language, and the headers of its kind.
 */
@Component
public class MailWriter {
    private final Site site;
    private final Texts allTexts;
    private final MailBuilder builder;

    MailWriter(Site site, Texts allTexts, MailBuilder builder) {
        this.site = site;
        this.allTexts = allTexts;
        this.builder = builder;
    }

    /** @throws MessagingException if an address is not a plain ASCII mailbox */
    public MimeMessage write(Delivery delivery) throws MessagingException {
        return write(delivery, JsonMapper.shared().readValue(delivery.event(), InquirySubmitted.class));
    }

    MimeMessage write(Delivery delivery, InquirySubmitted inquiry) throws MessagingException {
        var mail = builder.begin(delivery, subject(delivery, inquiry), replyTo(delivery, inquiry));
        mail.setHeader("References", builder.id(inquiry.id().toString()));
        mail.setContent(builder.body(layout(delivery), context(delivery, inquiry)));
        mail.saveChanges();
        return mail;
    }

    private String replyTo(Delivery delivery, InquirySubmitted inquiry) {
        return delivery.kind() == Kind.alert
                ? inquiry.email().flatMap(Mailboxes::ascii).orElse(site.mail().replyTo())
                : site.mail().replyTo();
    }

    private String subject(Delivery delivery, InquirySubmitted inquiry) {
        var texts = new ReaderTexts(allTexts, delivery.language());
        var reference = site.language(delivery.language()).isolate(TypedText.line(inquiry.reference()).text());
        if (delivery.kind() == Kind.reply) {
            // Without the topic, because subjects are displayed on locked phones.
            return texts.say("reply.subject", Map.of("reference", reference));
        }
        var subject = texts.say("alert.subject", Map.of("reference", reference, "topic",
                new Labels(site, texts).topic(inquiry), "language", texts.language(inquiry.language())));
        return mark(delivery.kind(), inquiry.spam().verdict()).map(mark -> texts.say(mark) + " " + subject)
                .orElse(subject);
    }

    private static Optional<String> mark(Kind kind, Verdict verdict) {
        if (kind == Kind.notice) {
            return Optional.of("alert.unreachable");
        }
        return verdict == Verdict.clear ? Optional.empty() : Optional.of("alert.suspect");
    }

    /** Alerts and notices have the same layout. */
    private static String layout(Delivery delivery) {
        return delivery.kind() == Kind.reply ? "reply" : "alert";
    }

    private Context context(Delivery delivery, InquirySubmitted inquiry) {
        var reader = delivery.language();
        var texts = new ReaderTexts(allTexts, reader);
        var context = new Context(reader);
        context.setVariable("language", site.language(reader));
        context.setVariable("tag", reader.toLanguageTag());
        context.setVariable("subject", subject(delivery, inquiry));
        context.setVariable("reference", TypedText.line(inquiry.reference()).text());
        context.setVariable("texts", texts);
        if (delivery.kind() == Kind.reply) {
            context.setVariable("reply", ReplyView.of(inquiry, site, texts));
        } else {
            context.setVariable("alert", AlertView.of(inquiry, site, texts, delivery));
            context.setVariable("minimal", delivery.minimal());
        }
        return context;
    }
}
