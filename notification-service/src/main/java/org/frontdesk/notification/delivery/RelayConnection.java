package org.frontdesk.notification.delivery;

import java.time.Duration;
import java.util.Properties;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

import org.frontdesk.notification.delivery.RelayTransport.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * One connection to the relay, kept from mail to mail: {@code JavaMailSender.send} would open one for each, and reports
 * a mail as failed that the relay took, when it then stalls on QUIT. Used by one courier at a time.
 */
class RelayConnection implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RelayConnection.class);
    private static final String OF_TLS = "mail.smtps.";
    private static final int MAILS = 100;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Relay relay;
    private final JavaMailSenderImpl settings;
    private final Duration afterDot;
    private final RelayTransport.PromptSockets sockets = new RelayTransport.PromptSockets();
    private final Session session;
    private RelayTransport transport;
    private int mails;
    private long usedAt;

    /** @param afterDot how long to wait for the answer to a mail's end; for all else the settings' time-out holds */
    RelayConnection(Relay relay, JavaMailSenderImpl settings, Duration afterDot) {
        this.relay = relay;
        this.settings = settings;
        this.afterDot = afterDot;
        session = Session.getInstance(properties());
    }

    /** What is said of smtps, TLS from the start, counts for smtp, so that the limits of the one hold for the other. */
    private Properties properties() {
        var properties = new Properties();
        properties.putAll(settings.getJavaMailProperties());
        settings.getJavaMailProperties().keySet().stream().map(Object::toString).filter(key -> key.startsWith(OF_TLS))
                .forEach(key -> properties.put("mail.smtp." + key.substring(OF_TLS.length()), properties.get(key)));
        properties.put("mail.smtp.socketFactory", sockets);
        properties.put("mail.smtp.socketFactory.fallback", "false"); // or it would connect twice
        return properties;
    }

    Outcome send(MimeMessage mail) {
        var kept = transport != null && !transport.isEnded();
        var outcome = attempt(mail);
        // The relay may have closed a kept connection meanwhile: nothing was handed over, so try once on a new one.
        return kept && outcome instanceof Outcome.Held && transport == null ? attempt(mail) : outcome;
    }

    private Outcome attempt(MimeMessage mail) {
        try {
            connect();
            transport.begin();
            transport.sendMessage(mail, mail.getAllRecipients());
            return sent();
        } catch (MessagingException e) {
            return failed(RelayReply.of(e).outcome(stage(), relay.isProven()));
        } catch (RuntimeException | Error e) {
            log.error("A mail cannot be handed over: {}", e.getClass().getSimpleName());
            var reason = "cannot be handed over: " + e.getClass().getSimpleName();
            return failed(stage() == Stage.DOT ? new Outcome.Unknown(reason) : new Outcome.Later(reason));
        }
    }

    private Stage stage() {
        return transport == null ? Stage.CONNECT : transport.stage();
    }

    /** A refused recipient leaves the connection as good as it was; after all else a new one is safer. */
    private Outcome failed(Outcome outcome) {
        if (outcome instanceof Outcome.Refused || outcome instanceof Outcome.ContentRefused) {
            relay.refusedOne();
        } else {
            close();
        }
        return outcome;
    }

    private void connect() throws MessagingException {
        if (transport != null && !transport.isEnded()) {
            return;
        }
        transport = null; // or a failure to connect would be judged by how far the old dialogue had come
        var fresh = new RelayTransport(session, "smtps".equals(settings.getProtocol()), sockets, afterDot);
        fresh.connect(settings.getHost(), settings.getPort(), settings.getUsername(), settings.getPassword());
        transport = fresh;
        usedAt = System.nanoTime();
        mails = 0;
    }

    private Outcome sent() {
        relay.accepted();
        usedAt = System.nanoTime();
        var reply = RelayReply.storable(transport.getLastServerResponse());
        if (++mails == MAILS) {
            close();
        }
        return new Outcome.Sent(reply);
    }

    void closeIfIdle() {
        if (transport != null && System.nanoTime() - usedAt > IDLE.toNanos()) {
            close();
        }
    }

    /** Whatever the relay says to QUIT, each mail it answered with 250 is delivered. */
    @Override
    public void close() {
        try {
            if (transport != null) {
                transport.close();
            }
        } catch (MessagingException e) {
            log.debug("The relay did not take leave", e);
        } finally {
            transport = null;
        }
    }
}
