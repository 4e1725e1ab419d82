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

/**
 * An SMTP connection that tracks the stage of the dialogue: if it is lost after the final dot, the outcome is unknown.
 */
class RelayTransport extends SMTPTransport {

    enum Stage {
        CONNECT, MAIL, RCPT, DATA, DOT
    }

    private final PromptSockets sockets;
    private final Duration afterDot;
    private Stage stage = Stage.CONNECT;
    private boolean ended;

    /**
     * @param tls whether to use implicit TLS. No URL is passed on, because its protocol would select the set of
     *        properties
     */
    RelayTransport(Session session, boolean tls, PromptSockets sockets, Duration afterDot) {
        super(session, null, "smtp", tls);
        this.sockets = sockets;
        this.afterDot = afterDot;
    }

    Stage stage() {
        return stage;
    }

    /** Starts the dialogue of the next mail. */
    void begin() {
        stage = Stage.CONNECT;
    }

    /** Angus closes the connection silently if RSET fails after a refusal. */
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

    /** A timeout here leaves the outcome unknown, so it is longer; elsewhere a timeout only costs another attempt. */
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
     * Sockets with TCP_NODELAY, which the mail library cannot set. It writes a mail and its final dot separately, so
     * the dot would wait 40 ms for a delayed acknowledgement. The library calls only the first method.
     * <p> Each connection has its own factory, to get at the socket in use, which the library does not expose.
     */
    static class PromptSockets extends SocketFactory {
        private Socket latest;

        /** The underlying socket of the connection; a TLS socket reads from it. */
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
