package org.frontdesk.notification.delivery;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.frontdesk.notification.mail.Delivery;
import org.frontdesk.notification.mail.Delivery.Kind;
import org.frontdesk.notification.mail.Digest;
import org.frontdesk.notification.mail.DigestWriter;
import org.frontdesk.notification.mail.MailWriter;
import org.springframework.stereotype.Component;

/**
 * Writes a claimed mail: from its inquiry, or a digest from what waits at this moment. Where one cannot be written, a bug
 * may be to blame that all mails meet, so it is that mail's fault only once another was written after it failed.
 */
@Component
class Composer {
    private final MailWriter mails;
    private final DigestWriter digestWriter;
    private final Digest.Source digests;
    private final Map<UUID, Long> failedFirst = new ConcurrentHashMap<>();
    private volatile long writtenAt = System.nanoTime();

    Composer(MailWriter mails, DigestWriter digestWriter, Digest.Source digests) {
        this.mails = mails;
        this.digestWriter = digestWriter;
        this.digests = digests;
    }

    MimeMessage write(Delivery delivery) throws MessagingException {
        var mail = delivery.kind() == Kind.digest
                ? digestWriter.write(delivery, digests.forThe(delivery))
                : mails.write(delivery);
        writtenAt = System.nanoTime();
        failedFirst.remove(delivery.id());
        return mail;
    }

    /** What comes of a mail that could not be written. */
    Outcome outcomeOf(Throwable failure, Delivery delivery) {
        var reason = "cannot be composed: " + failure.getClass().getSimpleName();
        var failedAt = failedFirst.putIfAbsent(delivery.id(), System.nanoTime());
        if (failedAt == null || writtenAt - failedAt < 0) {
            return new Outcome.Later(reason);
        }
        failedFirst.remove(delivery.id());
        return new Outcome.Refused(reason);
    }
}
