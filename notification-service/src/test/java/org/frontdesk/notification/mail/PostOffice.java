package org.frontdesk.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import jakarta.mail.MessagingException;
import jakarta.mail.URLName;
import jakarta.mail.internet.MimeMessage;

import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.frontdesk.notification.Mailbox;
import org.frontdesk.notification.inquiry.InquirySubmitted;
import org.frontdesk.notification.mail.SampleMails.Sort;
import org.frontdesk.notification.mail.SampleMails.Wanted;
import org.frontdesk.notification.site.TestSite;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.thymeleaf.spring6.SpringTemplateEngine;

/** Composes mails with the test site and sends them to a real SMTP server, without the rest of the service. */
final class PostOffice implements AutoCloseable {
    static final List<String> LANGUAGES = List.of("en", "uk", "ru", "ar", "de", "es", "fr", "tr");
    /** A Saturday evening in Kyiv, before a working week. */
    static final Instant SATURDAY = Instant.parse("2026-10-31T18:30:00Z");

    private final Mailbox mailbox = new Mailbox();
    private final JavaMailSenderImpl settings = new JavaMailSenderImpl();
    final TestSite site;
    final MailWriter writer;
    final SampleMails samples;

    PostOffice() {
        this(TestSite.read());
    }

    PostOffice(TestSite site) {
        this.site = site;
        var builder = new MailBuilder(site.site(), templates(site), settings);
        writer = new MailWriter(site.site(), site.texts(), builder);
        samples = new SampleMails(site.site(), site.texts(), writer,
                new DigestWriter(site.site(), site.texts(), builder));
    }

    private static SpringTemplateEngine templates(TestSite site) {
        var engine = new SpringTemplateEngine();
        engine.setTemplateEngineMessageSource(site.texts());
        var templates = new MailBuilder.Templates();
        engine.addTemplateResolver(templates.textTemplates());
        engine.addTemplateResolver(templates.htmlTemplates());
        return engine;
    }

    /** A mail about a sample inquiry, to staff who read {@code mailLanguage}, or to the visitor. */
    Mailbox.Received sent(Sort sort, String visitor, String mailLanguage) throws MessagingException {
        return send(samples.write(new Wanted(sort, "request-info", visitor, mailLanguage),
                sort == Sort.reply ? "visitor@example.net" : "desk@example.org", SATURDAY).message());
    }

    Mailbox.Received sent(Delivery delivery) throws MessagingException {
        return send(writer.write(delivery));
    }

    Mailbox.Received sent(Delivery delivery, InquirySubmitted inquiry) throws MessagingException {
        return send(writer.write(delivery, inquiry));
    }

    private Mailbox.Received send(MimeMessage mail) throws MessagingException {
        var before = mailbox.all().size();
        var address = new URLName("smtp", "127.0.0.1", mailbox.port(), null, null, null);
        try (var relay = new SMTPTransport(settings.getSession(), address)) {
            relay.connect("127.0.0.1", mailbox.port(), null, null);
            relay.sendMessage(mail, mail.getAllRecipients());
        }
        assertThat(mailbox.all()).as("mails handed over, each to one recipient").hasSize(before + 1);
        return mailbox.all().getLast();
    }

    Mailbox mailbox() {
        return mailbox;
    }

    @Override
    public void close() {
        mailbox.close();
    }
}
