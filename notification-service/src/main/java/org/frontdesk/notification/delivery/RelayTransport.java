package org.frontdesk.notification.delivery;

import java.io.IOException;
import java.io.OutputStream;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;

import org.eclipse.angus.mail.smtp.SMTPTransport;

/** An SMTP connection that remembers how far the dialogue came: after the final dot a lost connection means "unknown". */
class RelayTransport extends SMTPTransport {

    enum Stage {
        CONNECT, MAIL, RCPT, DATA, DOT
    }

    private Stage stage = Stage.CONNECT;
    private boolean ended;

    RelayTransport(Session session, URLName address, boolean tls) {
        super(session, address, "smtp", tls); // also with TLS from the start, so that its limits are mail.smtp.*
    }

    Stage stage() {
        return stage;
    }

    /** The next mail's dialogue; nothing of it has been said yet. */
    void begin() {
        stage = Stage.CONNECT;
    }

    /** Angus ends the connection by itself where it cannot be set back after a refusal, and says nothing of it. */
    boolean isEnded() {
        return ended;
    }

    @Override
    public synchronized void close() throws MessagingException {
        ended = true;
        super.close();
    }

    @Override
    protected void mailFrom() throws MessagingException {
        stage = Stage.MAIL;
        super.mailFrom();
    }

    @Override
    protected void rcptTo() throws MessagingException {
        stage = Stage.RCPT;
        super.rcptTo();
    }

    @Override
    protected OutputStream data() throws MessagingException {
        stage = Stage.DATA;
        return super.data();
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        stage = Stage.DOT;
        super.finishData();
    }
}
