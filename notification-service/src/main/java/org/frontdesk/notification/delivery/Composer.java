package org.frontdesk.notification.delivery;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.frontdesk.notification.Delivery;
import org.frontdesk.notification.Delivery.Kind;
import org.frontdesk.notification.digest.Digests;
import org.frontdesk.notification.mail.DigestWriter;
import org.frontdesk.notification.mail.MailWriter;
import org.springframework.stereotype.Component;

/** Writes a claimed mail: from its inquiry, or a digest from what waits at this moment. */
@Component
class Composer {
    private final MailWriter mails;
    private final DigestWriter digestWriter;
    private final Digests digests;

    Composer(MailWriter mails, DigestWriter digestWriter, Digests digests) {
        this.mails = mails;
        this.digestWriter = digestWriter;
        this.digests = digests;
    }

    MimeMessage write(Delivery delivery) throws MessagingException {
        return delivery.kind() == Kind.digest
                ? digestWriter.write(delivery, digests.forThe(delivery))
                : mails.write(delivery);
    }
}
