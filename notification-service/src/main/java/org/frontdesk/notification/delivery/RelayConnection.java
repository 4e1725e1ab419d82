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
 * One connection to the relay, kept open for many mails. {@code JavaMailSender.send} would open one for each, and
 * reports a mail as failed if the relay accepted it but then stalls on QUIT. Used by one courier at a time.
 */
class RelayConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RelayConnection.class);
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

    /**
     * @param afterDot how long to wait for the response to the end of a mail; otherwise the configured timeout applies
     */
    RelayConnection(Relay relay, JavaMailSenderImpl settings, Duration afterDot) {
        this.relay = relay;
        this.settings = settings;
        this.afterDot = afterDot;
        session = Session.getInstance(properties());
    }

    /** Properties of smtps (implicit TLS) apply to smtp, so that the same timeouts apply to both. */
    private Properties properties() {
        var properties = new Properties();
        properties.putAll(settings.getJavaMailProperties());
        settings.getJavaMailProperties().keySet().stream().map(Object::toString).filter(key -> key.startsWith(OF_TLS))
                .forEach(key -> properties.put("mail.smtp." + key.substring(OF_TLS.length()), properties.get(key)));
        properties.put("mail.smtp.socketFactory", sockets);
        properties.put("mail.smtp.socketFactory.fallback", "false"); // otherwise it would connect twice
        return properties;
    }

    Outcome send(MimeMessage mail) {
        var kept = transport != null && !transport.isEnded();
        var outcome = attempt(mail);
        // The relay may have closed the open connection: nothing was handed over, so try once on a new one.
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
            LOG.error("Cannot hand over a mail: {}", e.getClass().getSimpleName());
            var reason = "cannot be handed over: " + e.getClass().getSimpleName();
            return failed(stage() == Stage.DOT ? new Outcome.Unknown(reason) : new Outcome.Later(reason));
        }
    }

    private Stage stage() {
        return transport == null ? Stage.CONNECT : transport.stage();
    }

    /** After a refused recipient the connection can still be used; after any other failure a new one is safer. */
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
        transport = null; // otherwise a failure to connect would be judged by the stage of the previous dialogue
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

    /** Whatever the relay answers to QUIT, each mail that it answered with 250 is sent. */
    @Override
    public void close() {
        try {
            if (transport != null) {
                transport.close();
            }
        } catch (MessagingException e) {
            LOG.debug("The relay did not answer QUIT", e);
        } finally {
            transport = null;
        }
    }
}
