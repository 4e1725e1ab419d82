package org.frontdesk.notification.mail;

import java.nio.charset.StandardCharsets;
import java.util.Date;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.StreamProvider;

import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.frontdesk.notification.mail.Delivery.Kind;
import org.frontdesk.notification.site.Mailboxes;
import org.frontdesk.notification.site.Site;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.IContext;

/** What all mails have in common: from whom, to whom, the headers, and a body in text and HTML. */
@Component
class Letters {
    static {
        // Else the library looks for it in every jar, for each part of each mail: a quarter of the work of a mail.
        System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
    }

    private static final int LONGEST_HTML = 60 * 1024;

    private final Site site;
    private final ITemplateEngine templates;
    private final JavaMailSenderImpl mail;

    Letters(Site site, ITemplateEngine templates, JavaMailSenderImpl mail) {
        this.site = site;
        this.templates = templates;
        this.mail = mail;
    }

    /** @throws MessagingException where an address is not one plain ASCII mailbox */
    Letter begin(Delivery delivery, String subject, String replyTo) throws MessagingException {
        var letter = new Letter(mail.getSession(), id(delivery.id().toString()));
        letter.setHeader("From", HeaderText.of(site.language(delivery.language()).clinic(),
                Mailboxes.of(site.mail().from())));
        letter.setRecipient(RecipientType.TO, Mailboxes.of(delivery.recipient()));
        letter.setReplyTo(new InternetAddress[]{Mailboxes.of(replyTo)});
        letter.setEnvelopeFrom(site.mail().bounce());
        letter.setHeader("Subject", HeaderText.of(subject));
        letter.setSentDate(new Date());
        letter.setHeader("Content-Language", delivery.language().toLanguageTag());
        mark(letter, delivery.kind());
        return letter;
    }

    /** RFC 3834: no machine answers these, and none of these answers a machine. */
    private static void mark(Letter letter, Kind kind) throws MessagingException {
        letter.setHeader("Auto-Submitted", kind == Kind.reply ? "auto-replied" : "auto-generated");
        letter.setHeader("X-Auto-Response-Suppress", kind == Kind.reply ? "All" : "OOF, AutoReply");
    }

    /**
     * By hand, for MimeMessageHelper wraps the two in parts that some mailboxes show as an attachment. The text alone
     * where the HTML grew too long: mailboxes cut that off, Gmail at 102 KB, and what was written would be missed.
     */
    MimeMultipart body(String layout, IContext context) throws MessagingException {
        var text = new MimeBodyPart();
        text.setText(templates.process(layout + ".txt", context).stripTrailing() + "\n",
                StandardCharsets.UTF_8.name());
        var rich = templates.process(layout + ".html", context);
        if (rich.getBytes(StandardCharsets.UTF_8).length > LONGEST_HTML) {
            return new MimeMultipart("alternative", text);
        }
        var html = new MimeBodyPart();
        html.setText(rich, StandardCharsets.UTF_8.name(), "html");
        return new MimeMultipart("alternative", text, html);
    }

    String id(String local) {
        return "<" + local + "@" + site.mail().from().replaceFirst(".*@", "") + ">";
    }

    /** A mail whose Message-ID stays the same for every attempt, so that a double is seen as one by who receives it. */
    static class Letter extends SMTPMessage {
        private final String messageId;

        Letter(Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }
}
