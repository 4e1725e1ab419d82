package org.frontdesk.notification.mail;

import java.util.Map;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.frontdesk.notification.site.Site;
import org.frontdesk.notification.site.Texts;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;

/** Composes the daily digest to one member of staff. */
@Component
public class DigestWriter {
    private final Site site;
    private final Texts allTexts;
    private final MailBuilder builder;

    DigestWriter(Site site, Texts allTexts, MailBuilder builder) {
        this.site = site;
        this.allTexts = allTexts;
        this.builder = builder;
    }

    /** @throws MessagingException if an address is not a plain ASCII mailbox */
    public MimeMessage write(Delivery delivery, Digest digest) throws MessagingException {
        var reader = delivery.language();
        var texts = new ReaderTexts(allTexts, reader);
        var subject = digest.isNothing()
                ? texts.say("digest.subjectNothing")
                : texts.say("digest.subject", Map.of("inquiries", digest.waiting()));
        var mail = builder.begin(delivery, subject, site.mail().replyTo());
        var context = new Context(reader);
        context.setVariable("language", site.language(reader));
        context.setVariable("tag", reader.toLanguageTag());
        context.setVariable("subject", subject);
        context.setVariable("digest", DigestView.of(digest, site, texts));
        mail.setContent(builder.body("digest", context));
        mail.saveChanges();
        return mail;
    }
}
