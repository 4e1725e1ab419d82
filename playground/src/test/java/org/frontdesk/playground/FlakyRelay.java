package org.frontdesk.playground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * An SMTP relay that can be shut and opened and records the mails that it accepted. In bad mood it misbehaves as real
 * relays do, at random from a seed.
 */
final class FlakyRelay implements AutoCloseable {

    /** A misbehavior of the relay, and its probability in percent. */
    enum Mood {
        BUSY_AT_THE_GREETING(15), LATER_AT_MAIL(2), LATER_AT_RCPT(3), LATER_AFTER_THE_DOT(2), REFUSES_AFTER_THE_DOT(
                1),
        GONE_AFTER_THE_DOT(1), STALLS_AT_QUIT(50);

        private final int inAHundred;

        Mood(int inAHundred) {
            this.inAHundred = inAHundred;
        }
    }

    /**
     * One accepted mail.
     *
     * @param mail from its Message-ID
     * @param from the client's name in its greeting
     * @param told whether the client received the 250; otherwise the connection ended after the final dot
     */
    record Taking(UUID mail, String from, boolean told) {}

    private final int port;
    private final Duration pace;
    private final Random dice;
    private final Map<Mood, Integer> moods = new EnumMap<>(Mood.class);
    private final Collection<Taking> book = new ConcurrentLinkedQueue<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean moody;
    private ServerSocket server;
    private Thread accepting;

    /** @param pace the time for each mail, like a relay that scans it and writes it to disk */
    FlakyRelay(int port, Duration pace, long seed) {
        this.port = port;
        this.pace = pace;
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

    /** The operating system may need a moment to release the port. */
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

    /** As if it were killed: all connections are closed at once. */
    synchronized void shut() {
        try {
            server.close();
            accepting.join();
            for (var socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void hasABadDay() {
        moody = true;
    }

    void calmsDown() {
        moody = false;
    }

    List<Taking> book() {
        return List.copyOf(book);
    }

    /** How often each misbehavior occurred. */
    Map<Mood, Integer> moods() {
        synchronized (dice) {
            return Map.copyOf(moods);
        }
    }

    int port() {
        return port;
    }

    private void accept(ServerSocket listening) {
        try {
            while (!listening.isClosed()) {
                var socket = listening.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> talk(socket));
            }
        } catch (IOException shut) {
            // shut, until it is opened again
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            new RelayDialogue(this, socket).run();
        } catch (IOException ended) {
            // closed by the client, or shut
        } finally {
            sockets.remove(socket);
        }
    }

    boolean is(Mood mood) {
        synchronized (dice) {
            var rolled = moody && dice.nextInt(100) < mood.inAHundred;
            if (rolled) {
                moods.merge(mood, 1, Integer::sum);
            }
            return rolled;
        }
    }

    void work() {
        LockSupport.parkNanos(pace.toNanos());
    }

    void takes(Taking taking) {
        book.add(taking);
    }

    @Override
    public void close() {
        shut();
    }
}
