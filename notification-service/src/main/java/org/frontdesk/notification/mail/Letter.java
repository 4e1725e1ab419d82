package org.frontdesk.notification.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;

import org.eclipse.angus.mail.smtp.SMTPMessage;

/** A mail whose Message-ID stays the same for every attempt, so that a double is seen as one by who receives it. */
class Letter extends SMTPMessage {
    private final String messageId;

    Letter(Session session, String messageId) {
        super(session);
        this.messageId = messageId;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}
