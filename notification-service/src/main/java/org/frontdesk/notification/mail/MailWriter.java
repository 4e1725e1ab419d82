package org.frontdesk.notification.mail;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Map;
import java.util.Optional;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import org.frontdesk.notification.Delivery;
import org.frontdesk.notification.Delivery.Kind;
import org.frontdesk.notification.InquirySubmitted;
import org.frontdesk.notification.InquirySubmitted.Verdict;
import org.frontdesk.notification.Site;
import org.frontdesk.notification.Texts;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

import tools.jackson.databind.json.JsonMapper;

/** Writes a mail from an inquiry: subject, text and HTML in the delivery's language, and the headers of its kind. */
@Component
public class MailWriter {
    private final Site site;
    private final Texts texts;
    private final ITemplateEngine templates;
    private final JavaMailSenderImpl mail;

    MailWriter(Site site, Texts texts, ITemplateEngine templates, JavaMailSenderImpl mail) {
        this.site = site;
        this.texts = texts;
        this.templates = templates;
        this.mail = mail;
    }

    /** @throws MessagingException where an address is not one plain ASCII mailbox */
    public MimeMessage write(Delivery delivery) throws MessagingException {
        return write(delivery, JsonMapper.shared().readValue(delivery.event(), InquirySubmitted.class));
    }

    MimeMessage write(Delivery delivery, InquirySubmitted inquiry) throws MessagingException {
        var letter = new Letter(mail.getSession(), id(delivery.id().toString()));
        address(letter, delivery, inquiry);
        var language = delivery.language();
        letter.setSubject(subject(delivery, inquiry), StandardCharsets.UTF_8.name());
        letter.setSentDate(new Date());
        letter.setHeader("References", id(inquiry.id().toString()));
        letter.setHeader("Content-Language", language.toLanguageTag());
        mark(letter, delivery.kind());
        letter.setContent(body(delivery, inquiry));
        letter.saveChanges();
        return letter;
    }

    private void address(Letter letter, Delivery delivery, InquirySubmitted inquiry) throws MessagingException {
        var clinic = site.language(delivery.language()).clinic();
        var from = Mailboxes.of(site.mail().from());
        setPersonal(from, clinic);
        letter.setFrom(from);
        letter.setRecipient(RecipientType.TO, Mailboxes.of(delivery.recipient()));
        var replyTo = switch (delivery.kind()) {
            case alert -> inquiry.email().flatMap(Mailboxes::ascii).orElse(site.mail().replyTo());
            case notice, reply -> site.mail().replyTo();
        };
        letter.setReplyTo(new InternetAddress[]{Mailboxes.of(replyTo)});
        letter.setEnvelopeFrom(site.mail().bounce());
    }

    /** RFC 3834: no machine answers these, and none of these answers a machine. */
    private static void mark(Letter letter, Kind kind) throws MessagingException {
        letter.setHeader("Auto-Submitted", kind == Kind.reply ? "auto-replied" : "auto-generated");
        letter.setHeader("X-Auto-Response-Suppress", kind == Kind.reply ? "All" : "OOF, AutoReply");
    }

    private String subject(Delivery delivery, InquirySubmitted inquiry) {
        var speech = new Speech(texts, delivery.language());
        var reference = site.language(delivery.language()).isolate(Words.line(inquiry.reference()).text());
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

    /** By hand, for MimeMessageHelper wraps the two in parts that some mailboxes show as an attachment. */
    private MimeMultipart body(Delivery delivery, InquirySubmitted inquiry) throws MessagingException {
        var context = context(delivery, inquiry);
        var text = new MimeBodyPart();
        text.setText(templates.process(layout(delivery) + ".txt", context).stripTrailing() + "\n",
                StandardCharsets.UTF_8.name());
        var html = new MimeBodyPart();
        html.setText(templates.process(layout(delivery) + ".html", context), StandardCharsets.UTF_8.name(), "html");
        return new MimeMultipart("alternative", text, html);
    }

    private Context context(Delivery delivery, InquirySubmitted inquiry) {
        var reader = delivery.language();
        var context = new Context(reader);
        context.setVariable("language", site.language(reader));
        context.setVariable("tag", reader.toLanguageTag());
        context.setVariable("subject", subject(delivery, inquiry));
        context.setVariable("reference", Words.line(inquiry.reference()).text());
        context.setVariable("speech", new Speech(texts, reader));
        if (delivery.kind() == Kind.reply) {
            context.setVariable("reply", ReplyView.of(inquiry, site, new Speech(texts, reader)));
        } else {
            context.setVariable("alert", AlertView.of(inquiry, site, new Speech(texts, reader), delivery));
            context.setVariable("minimal", delivery.minimal());
        }
        return context;
    }

    private String id(String local) {
        return "<" + local + "@" + site.mail().from().replaceFirst(".*@", "") + ">";
    }

    private static void setPersonal(InternetAddress address, String name) throws MessagingException {
        try {
            address.setPersonal(name, StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException e) {
            throw new MessagingException("UTF-8 is always there", e);
        }
    }
}
