package org.frontdesk.notification.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;

import javax.net.SocketFactory;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;

import org.eclipse.angus.mail.smtp.SMTPTransport;

/** An SMTP connection that remembers how far the dialogue came: after the final dot a lost connection means "unknown". */
class RelayTransport extends SMTPTransport {

    enum Stage {
        CONNECT, MAIL, RCPT, DATA, DOT
    }

    private final PromptSockets sockets;
    private final Duration afterDot;
    private Stage stage = Stage.CONNECT;
    private boolean ended;

    /** @param tls from the start; without an address, whose protocol would be taken for the settings' name */
    RelayTransport(Session session, boolean tls, PromptSockets sockets, Duration afterDot) {
        super(session, null, "smtp", tls);
        this.sockets = sockets;
        this.afterDot = afterDot;
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

    /** Silence now leaves unknown what came of the mail; in the rest of the dialogue it costs only another attempt. */
    @Override
    protected void finishData() throws IOException, MessagingException {
        stage = Stage.DOT;
        var socket = sockets.latest();
        var usual = socket.getSoTimeout();
        socket.setSoTimeout(Math.toIntExact(afterDot.toMillis()));
        try {
            super.finishData();
        } finally {
            if (!socket.isClosed()) {
                socket.setSoTimeout(usual);
            }
        }
    }

    /**
     * Sockets that send at once. The mail library writes a mail and its final dot apart, and sets no TCP_NODELAY: the dot
     * would wait for the relay to acknowledge the mail, which its system puts off for 40 ms. Only the first method is called.
     * <p>
     * Each connection has one of its own, which knows the socket in use: the library lets nobody else at it.
     */
    static class PromptSockets extends SocketFactory {
        private Socket latest;

        /** The connection's; TLS is laid over it, and reads from it. */
        Socket latest() {
            return latest;
        }

        @Override
        public Socket createSocket() throws SocketException {
            return prompt(new Socket());
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return prompt(new Socket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            return prompt(new Socket(host, port, from, fromPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return prompt(new Socket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            return prompt(new Socket(host, port, from, fromPort));
        }

        private Socket prompt(Socket socket) throws SocketException {
            socket.setTcpNoDelay(true);
            latest = socket;
            return socket;
        }
    }
}
