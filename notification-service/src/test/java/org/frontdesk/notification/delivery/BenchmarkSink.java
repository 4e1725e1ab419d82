package org.frontdesk.notification.delivery;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A relay that accepts all mail with minimal cost, so that it is not what is measured. */
class BenchmarkSink implements AutoCloseable {
    private final ServerSocket server;
    private volatile CompletableFuture<Long> alert = new CompletableFuture<>();

    BenchmarkSink() throws IOException {
        server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    /** When the next mail to the clinic's domain is accepted, by {@code System.nanoTime()}. */
    CompletableFuture<Long> nextAlert() {
        alert = new CompletableFuture<>();
        return alert;
    }

    private void serve() {
        try {
            while (true) {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> talk(socket));
            }
        } catch (IOException closed) {
            // the measurement is over
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
            say(socket, "220 sink ESMTP");
            var recipient = "";
            for (var line = line(in); line != null; line = line(in)) {
                if (line.startsWith("RCPT TO:")) {
                    recipient = line.substring("RCPT TO:".length());
                }
                if (line.equals("DATA")) {
                    say(socket, "354 go on");
                    passOver(in);
                    if (recipient.endsWith("@example.org>")) {
                        alert.complete(System.nanoTime());
                    }
                }
                say(socket, line.startsWith("QUIT") ? "221 bye" : "250 ok");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void passOver(InputStream in) throws IOException {
        var line = line(in);
        while (line != null && !line.equals(".")) {
            line = line(in);
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new byte[1024];
        var length = 0;
        for (int each = in.read(); each != '\n'; each = in.read()) {
            if (each < 0) {
                return null;
            }
            if (length < line.length) {
                line[length++] = (byte) each;
            }
        }
        return new String(line, 0, Math.max(0, length - 1), StandardCharsets.ISO_8859_1);
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
