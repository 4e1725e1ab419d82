package org.frontdesk.notification.delivery;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.frontdesk.notification.mail.Delivery.Kind;
import org.frontdesk.notification.mail.Delivery;
import org.frontdesk.notification.mail.Digest;
import org.frontdesk.notification.mail.DigestWriter;
import org.frontdesk.notification.mail.MailWriter;
import org.springframework.stereotype.Component;

/**
 * Composes the mail of a claimed delivery. If that fails, the cause may be a bug that affects every mail. So a delivery
 * is given up only if another mail was composed successfully after the first failure.
 */
@Component
class Composer {
    private final MailWriter mails;
    private final DigestWriter digestWriter;
    private final Digest.Source digests;
    private final Map<UUID, Long> firstFailedAt = new ConcurrentHashMap<>();
    private volatile long lastSuccessAt = System.nanoTime();

    Composer(MailWriter mails, DigestWriter digestWriter, Digest.Source digests) {
        this.mails = mails;
        this.digestWriter = digestWriter;
        this.digests = digests;
    }

    MimeMessage compose(Delivery delivery) throws MessagingException {
        var mail = delivery.kind() == Kind.digest
                ? digestWriter.write(delivery, digests.contentOf(delivery))
                : mails.write(delivery);
        lastSuccessAt = System.nanoTime();
        firstFailedAt.remove(delivery.id());
        return mail;
    }

    Outcome outcomeOf(Throwable failure, Delivery delivery) {
        var reason = "cannot be composed: " + failure.getClass().getSimpleName();
        var failedAt = firstFailedAt.putIfAbsent(delivery.id(), System.nanoTime());
        if (failedAt == null || lastSuccessAt - failedAt < 0) {
            return new Outcome.Later(reason);
        }
        firstFailedAt.remove(delivery.id());
        return new Outcome.Refused(reason);
    }
}
