package org.frontdesk.notification;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.helper.SimpleMessageListenerAdapter;
import org.subethamail.smtp.server.SMTPServer;

/** An SMTP server that accepts all mail except to "refused…", and keeps what it received. */
public final class Mailbox implements SimpleMessageListener, AutoCloseable {

    /** @param bytes what the client sent between DATA and the final dot, unchanged */
    public record Received(String from, String recipient, MimeMessage mail, byte[] bytes) {

        public String header(String name) {
            try {
                return mail.getHeader(name, ",");
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }

        public String subject() {
            try {
                return mail.getSubject();
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }

        public String text() {
            return part(0);
        }

        public String html() {
            return part(1);
        }

        private String part(int index) {
            try {
                return (String) ((MimeMultipart) mail.getContent()).getBodyPart(index).getContent();
            } catch (IOException | MessagingException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final SMTPServer server = SMTPServer.port(0).messageHandlerFactory(new SimpleMessageListenerAdapter(this))
            .insertReceivedHeaders(false).build();

    public Mailbox() {
        server.start();
    }

    public int port() {
        return server.getPortAllocated();
    }

    public List<Received> all() {
        return List.copyOf(received);
    }

    public List<Received> about(String reference) {
        return received.stream().filter(mail -> mail.subject().contains(reference)).toList();
    }

    @Override
    public boolean accept(String from, String recipient) {
        return !recipient.startsWith("refused");
    }

    @Override
    public void deliver(String from, String recipient, InputStream data) throws IOException {
        try {
            var bytes = data.readAllBytes();
            var mail = new MimeMessage((Session) null, new ByteArrayInputStream(bytes));
            received.add(new Received(from, recipient, mail, bytes));
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
