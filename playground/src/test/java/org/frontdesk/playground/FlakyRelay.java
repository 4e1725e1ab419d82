package org.frontdesk.playground;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A relay on a bad day, by the dice of a seed: now and then it refuses for now, refuses a recipient for good, takes a
 * mail and ends the connection instead of saying so, or says nothing at the farewell. It can be shut and opened. It
 * counts how often it took each mail, by Message-ID.
 */
final class FlakyRelay implements AutoCloseable {
    private static final int IN_A_HUNDRED = 100;

    private final int port;
    private final Random dice;
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean moody = true;
    private ServerSocket server;
    private Thread accepting;

    FlakyRelay(int port, long seed) {
        this.port = port;
        this.dice = new Random(seed);
        open();
    }

    synchronized void open() {
        try {
            server = bound();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var listening = server;
        accepting = Thread.ofVirtual().start(() -> accept(listening));
    }

    /** The system may need a moment to let go of the port. */
    private ServerSocket bound() throws IOException {
        for (var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();;) {
            var socket = new ServerSocket();
            try {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 100);
                return socket;
            } catch (BindException e) {
                socket.close();
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    /** As if it were killed: every dialogue ends where it stands. */
    synchronized void shut() {
        try {
            server.close();
            for (var socket : sockets) {
                socket.close();
            }
            accepting.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void calmDown() {
        moody = false;
    }

    /** How often each mail was taken. */
    Map<String, Integer> taken() {
        return Map.copyOf(taken);
    }

    private void accept(ServerSocket listening) {
        try {
            while (true) {
                var socket = listening.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> talk(socket));
            }
        } catch (IOException shut) {
            // until it is opened again
        }
    }

    private void talk(Socket socket) {
        try (socket;
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                var out = new PrintStream(socket.getOutputStream(), true, StandardCharsets.UTF_8)) {
            say(out, "220 relay.test ESMTP");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                var command = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                if (command.equals("QUIT")) {
                    return; // without a word
                }
                if (!answer(command, line, in, out)) {
                    return;
                }
            }
        } catch (IOException ended) {
            // by the other side, or shut
        } finally {
            sockets.remove(socket);
        }
    }

    private boolean answer(String command, String line, BufferedReader in, PrintStream out) throws IOException {
        return switch (command) {
            case "MAIL" -> say(out, rolls(2) ? "451 4.3.0 not just now" : "250 2.1.0 ok");
            case "RCPT" -> say(out, line.contains("<refused-")
                    ? "550 5.1.1 no such mailbox"
                    : rolls(3) ? "450 4.2.0 greylisted" : "250 2.1.5 ok");
            case "DATA" -> say(out, "354 go on") && take(in, out);
            default -> say(out, "250 ok");
        };
    }

    private boolean take(BufferedReader in, PrintStream out) throws IOException {
        String id = null;
        for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
            if (line == null) {
                return false;
            }
            if (id == null && line.toLowerCase(Locale.ROOT).startsWith("message-id:")) {
                id = line.substring(line.indexOf(':') + 1).strip();
            }
        }
        if (rolls(2)) {
            return say(out, "451 4.3.0 not just now");
        }
        taken.merge(id, 1, Integer::sum);
        return !rolls(1) && say(out, "250 2.0.0 queued");
    }

    private boolean rolls(int inAHundred) {
        synchronized (dice) {
            return moody && dice.nextInt(IN_A_HUNDRED) < inAHundred;
        }
    }

    private static boolean say(PrintStream out, String reply) {
        out.print(reply + "\r\n");
        out.flush();
        return true;
    }

    @Override
    public void close() {
        shut();
    }
}
