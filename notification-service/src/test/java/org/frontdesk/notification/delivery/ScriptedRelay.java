package org.frontdesk.notification.delivery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ServerSocketFactory;

/**
 * An SMTP server with scripted replies for each step of the dialogue: {@code END} closes the connection, {@code STALL}
 * sends nothing, {@code WAIT} sends a positive reply once the test continues. All other steps get a positive reply.
 */
final class ScriptedRelay implements AutoCloseable {
    static final String END = "END";
    static final String STALL = "STALL";
    static final String WAIT = "WAIT";

    private static final Map<String, String> WELL = Map.of("CONNECT", "220 relay.test ESMTP", "EHLO", "250 relay.test",
            "MAIL", "250 2.1.0 ok", "RCPT", "250 2.1.5 ok", "DATA", "354 go on", ".", "250 2.0.0 queued", "RSET",
            "250 ok",
            "NOOP", "250 ok", "QUIT", "221 bye");

    private final CountDownLatch waiting = new CountDownLatch(1);
    private final ServerSocket server;
    private final Thread acceptor;
    private final Map<String, String> replies = new ConcurrentHashMap<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    final List<String> mails = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();

    ScriptedRelay() {
        this(ServerSocketFactory.getDefault());
    }

    /** @param sockets for example with implicit TLS */
    ScriptedRelay(ServerSocketFactory sockets) {
        try {
            server = sockets.createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        acceptor = Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** From now on, at that step: the first word of a command, CONNECT, or "." for the end of the data. */
    ScriptedRelay answering(String step, String reply) {
        replies.put(step, reply);
        return this;
    }

    void answeringWell() {
        replies.clear();
    }

    /** Sends the replies that wait. */
    void goOn() {
        waiting.countDown();
    }

    /** Like a relay after a client was idle for too long. */
    void endConnections() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                sockets.add(socket);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> talk(socket));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void talk(Socket socket) {
        try (socket;
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                var out = new PrintStream(socket.getOutputStream(), true, StandardCharsets.UTF_8)) {
            if (!answer("CONNECT", out)) {
                return;
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                var step = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                if (!answer(step, out)) {
                    return;
                }
                if (step.equals("DATA") && !replies.containsKey("DATA") && !takeMail(in, out)) {
                    return;
                }
            }
        } catch (IOException ended) {
            // by the other side, or by the test
        }
    }

    private boolean takeMail(BufferedReader in, PrintStream out) throws IOException {
        var mail = new StringBuilder();
        for (String line = in.readLine(); !line.equals("."); line = in.readLine()) {
            mail.append(line).append('\n');
        }
        mails.add(mail.toString());
        return answer(".", out);
    }

    /** @return whether the dialogue continues */
    private boolean answer(String step, PrintStream out) throws IOException {
        var reply = replies.getOrDefault(step, WELL.getOrDefault(step, "502 what?"));
        if (reply.equals(END)) {
            return false;
        }
        if (reply.equals(WAIT)) {
            reply = WELL.get(step);
            await();
        }
        if (!reply.equals(STALL)) {
            out.print(reply + "\r\n");
            out.flush();
        }
        return true;
    }

    /** The port is free only once nothing accepts connections on it any more. */
    private void await() {
        try {
            waiting.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        goOn();
        server.close();
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        endConnections();
    }
}
