package org.frontdesk.notification.mail;

import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Set;

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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.IContext;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.templateresolver.ITemplateResolver;

/** What all mails have in common: sender, recipient, headers, and a body as text and HTML. */
@Component
class MailBuilder {
    static {
        // Otherwise the library searches every jar for it, once per part: a quarter of the time to compose a mail.
        System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
    }

    private static final int MAX_HTML = 60 * 1024;

    private final Site site;
    private final ITemplateEngine templates;
    private final JavaMailSenderImpl sender;

    MailBuilder(Site site, ITemplateEngine templates, JavaMailSenderImpl sender) {
        this.site = site;
        this.templates = templates;
        this.sender = sender;
    }

    /** @throws MessagingException if an address is not a plain ASCII mailbox */
    Mail begin(Delivery delivery, String subject, String replyTo) throws MessagingException {
        var mail = new Mail(sender.getSession(), id(delivery.id().toString()));
        mail.setHeader("From", HeaderText.of(site.language(delivery.language()).clinic(),
                Mailboxes.of(site.mail().from())));
        mail.setRecipient(RecipientType.TO, Mailboxes.of(delivery.recipient()));
        mail.setReplyTo(new InternetAddress[]{Mailboxes.of(replyTo)});
        mail.setEnvelopeFrom(site.mail().bounce());
        mail.setHeader("Subject", HeaderText.of(subject));
        mail.setSentDate(new Date());
        mail.setHeader("Content-Language", delivery.language().toLanguageTag());
        markAsAutomatic(mail, delivery.kind());
        return mail;
    }

    /** RFC 3834: prevents mail loops with other automatic responders. */
    private static void markAsAutomatic(Mail mail, Kind kind) throws MessagingException {
        mail.setHeader("Auto-Submitted", kind == Kind.reply ? "auto-replied" : "auto-generated");
        mail.setHeader("X-Auto-Response-Suppress", kind == Kind.reply ? "All" : "OOF, AutoReply");
    }

    /**
     * Without MimeMessageHelper, whose nested parts some mail clients display as an attachment. Only the text if the
     * HTML is too long: mail clients truncate it, Gmail at 102 KB, and part of the inquiry would be missed.
     */
    MimeMultipart body(String layout, IContext context) throws MessagingException {
        var text = new MimeBodyPart();
        text.setText(templates.process(layout + ".txt", context).stripTrailing() + "\n",
                StandardCharsets.UTF_8.name());
        var rich = templates.process(layout + ".html", context);
        if (rich.getBytes(StandardCharsets.UTF_8).length > MAX_HTML) {
            return new MimeMultipart("alternative", text);
        }
        var html = new MimeBodyPart();
        html.setText(rich, StandardCharsets.UTF_8.name(), "html");
        return new MimeMultipart("alternative", text, html);
    }

    String id(String local) {
        return "<" + local + "@" + site.mail().from().replaceFirst(".*@", "") + ">";
    }

    /** A mail with the same Message-ID on every attempt, so that recipients can recognize a duplicate. */
    static class Mail extends SMTPMessage {
        private final String messageId;

        Mail(Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }

    /** The layouts, {@code templates/<kind>.txt} and {@code .html}: one of each for all languages. */
    @Configuration(proxyBeanMethods = false)
    static class Templates {

        @Bean
        ITemplateResolver textTemplates() {
            return resolver("*.txt", TemplateMode.TEXT);
        }

        @Bean
        ITemplateResolver htmlTemplates() {
            return resolver("*.html", TemplateMode.HTML);
        }

        private static ITemplateResolver resolver(String pattern, TemplateMode mode) {
            var resolver = new ClassLoaderTemplateResolver();
            resolver.setPrefix("templates/");
            resolver.setResolvablePatterns(Set.of(pattern));
            resolver.setTemplateMode(mode);
            resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
            resolver.setOrder(1);
            return resolver;
        }
    }
}
