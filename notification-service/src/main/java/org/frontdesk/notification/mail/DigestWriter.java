package org.frontdesk.notification.mail;

import java.util.Map;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.frontdesk.notification.site.Site;
import org.frontdesk.notification.site.Texts;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;

/** Writes the daily digest to one member of staff. */
@Component
public class DigestWriter {
    private final Site site;
    private final Texts texts;
    private final Letters letters;

    DigestWriter(Site site, Texts texts, Letters letters) {
        this.site = site;
        this.texts = texts;
        this.letters = letters;
    }

    /** @throws MessagingException where an address is not one plain ASCII mailbox */
    public MimeMessage write(Delivery delivery, Digest digest) throws MessagingException {
        var reader = delivery.language();
        var speech = new ReaderTexts(texts, reader);
        var subject = digest.isNothing()
                ? speech.say("digest.subjectNothing")
                : speech.say("digest.subject", Map.of("inquiries", digest.waiting()));
        var letter = letters.begin(delivery, subject, site.mail().replyTo());
        var context = new Context(reader);
        context.setVariable("language", site.language(reader));
        context.setVariable("tag", reader.toLanguageTag());
        context.setVariable("subject", subject);
        context.setVariable("digest", DigestView.of(digest, site, speech));
        letter.setContent(letters.body("digest", context));
        letter.saveChanges();
        return letter;
    }
}
