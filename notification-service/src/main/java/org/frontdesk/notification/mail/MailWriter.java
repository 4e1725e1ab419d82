package org.frontdesk.notification.mail;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Locale;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import org.frontdesk.notification.Delivery;
import org.frontdesk.notification.Delivery.Kind;
import org.frontdesk.notification.InquirySubmitted;
import org.frontdesk.notification.InquirySubmitted.Verdict;
import org.frontdesk.notification.Site;
import org.springframework.context.MessageSource;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

import tools.jackson.databind.json.JsonMapper;

/** Writes a mail from an inquiry: subject, text and HTML in the delivery's language, and the headers of its kind. */
@Component
public class MailWriter {
    private final Site site;
    private final MessageSource texts;
    private final ITemplateEngine templates;
    private final JavaMailSenderImpl mail;

    MailWriter(Site site, MessageSource texts, ITemplateEngine templates, JavaMailSenderImpl mail) {
        this.site = site;
        this.texts = texts;
        this.templates = templates;
        this.mail = mail;
    }

    /** @throws MessagingException where an address is not one plain ASCII mailbox */
    public MimeMessage write(Delivery delivery) throws MessagingException {
        var inquiry = JsonMapper.shared().readValue(delivery.event(), InquirySubmitted.class);
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
        var from = mailbox(site.mail().from());
        setPersonal(from, clinic);
        letter.setFrom(from);
        letter.setRecipient(RecipientType.TO, mailbox(delivery.recipient()));
        var replyTo = switch (delivery.kind()) {
            case alert -> inquiry.email().filter(MailWriter::isMailbox).orElse(site.mail().replyTo());
            case notice, reply -> site.mail().replyTo();
        };
        letter.setReplyTo(new InternetAddress[]{mailbox(replyTo)});
        letter.setEnvelopeFrom(site.mail().bounce());
    }

    /** RFC 3834: no machine answers these, and none of these answers a machine. */
    private static void mark(Letter letter, Kind kind) throws MessagingException {
        letter.setHeader("Auto-Submitted", kind == Kind.reply ? "auto-replied" : "auto-generated");
        letter.setHeader("X-Auto-Response-Suppress", kind == Kind.reply ? "All" : "OOF, AutoReply");
    }

    private String subject(Delivery delivery, InquirySubmitted inquiry) {
        var language = site.language(delivery.language());
        var reference = language.isolate(inquiry.reference());
        // The reply's names no topic, since a subject shows on a locked phone.
        var arguments = delivery.kind() == Kind.reply
                ? new Object[]{reference}
                : new Object[]{reference, topic(delivery.language(), inquiry), spokenBy(inquiry, delivery.language())};
        var subject = texts.getMessage(layout(delivery) + ".subject", arguments, delivery.language());
        var mark = mark(delivery.kind(), inquiry.spam().verdict());
        return mark == null ? subject : texts.getMessage(mark, null, delivery.language()) + " " + subject;
    }

    private static String mark(Kind kind, Verdict verdict) {
        return switch (kind) {
            case alert -> verdict == Verdict.clear ? null : "alert.suspect";
            case notice -> "alert.unreachable";
            case reply -> null;
        };
    }

    /** All that staff get looks alike. */
    private static String layout(Delivery delivery) {
        return delivery.kind() == Kind.reply ? "reply" : "alert";
    }

    private static String spokenBy(InquirySubmitted inquiry, Locale reader) {
        return Locale.forLanguageTag(inquiry.language()).getDisplayLanguage(reader);
    }

    private String topic(Locale language, InquirySubmitted inquiry) {
        return site.language(language).topics().getOrDefault(inquiry.topic(), inquiry.topic());
    }

    /** By hand, for MimeMessageHelper wraps the two in parts that some mailboxes show as an attachment. */
    private MimeMultipart body(Delivery delivery, InquirySubmitted inquiry) throws MessagingException {
        var context = context(delivery, inquiry);
        var text = new MimeBodyPart();
        text.setText(templates.process(layout(delivery) + ".txt", context), StandardCharsets.UTF_8.name());
        var html = new MimeBodyPart();
        html.setText(templates.process(layout(delivery) + ".html", context), StandardCharsets.UTF_8.name(), "html");
        return new MimeMultipart("alternative", text, html);
    }

    private Context context(Delivery delivery, InquirySubmitted inquiry) {
        var context = new Context(delivery.language());
        context.setVariable("site", site);
        context.setVariable("language", site.language(delivery.language()));
        context.setVariable("tag", delivery.language().toLanguageTag());
        context.setVariable("topic", topic(delivery.language(), inquiry));
        context.setVariable("reference", inquiry.reference());
        if (delivery.kind() != Kind.reply) {
            context.setVariable("alert", AlertView.of(inquiry, site, texts, delivery));
        } else {
            // Only a declared one: else it would be the visitor's own words.
            context.setVariable("topic", site.language(delivery.language()).topics().get(inquiry.topic()));
            context.setVariable("phones", PhoneView.all(site.language(delivery.language()), delivery.language()));
        }
        return context;
    }

    private String id(String local) {
        return "<" + local + "@" + site.mail().from().replaceFirst(".*@", "") + ">";
    }

    /**
     * One plain ASCII mailbox. Angus cuts other characters to their low byte, which can make another address of it, and
     * takes group syntax for many recipients.
     */
    private static InternetAddress mailbox(String address) throws AddressException {
        if (!isMailbox(address)) {
            throw new AddressException("not one plain ASCII mailbox");
        }
        return new InternetAddress(address, true);
    }

    private static boolean isMailbox(String address) {
        return address.matches("[!-~&&[^\"%,;:<>()\\[\\]\\\\@]]+@[!-~&&[^\"%,;:<>()\\[\\]\\\\@]]+");
    }

    private static void setPersonal(InternetAddress address, String name) throws MessagingException {
        try {
            address.setPersonal(name, StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException e) {
            throw new MessagingException("UTF-8 is always there", e);
        }
    }
}
