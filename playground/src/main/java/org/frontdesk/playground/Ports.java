package org.frontdesk.playground;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PrimitiveIterator.OfInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Every port that the playground listens on, all of them on loopback. */
record Ports(int site, int inquiry, int notification, int content, int inquiryManagement, int notificationManagement,
        int contentManagement, int mailbox, int smtp, int kafka, int kafkaController, int postgres) {

    static Ports standard() {
        return new Ports(8080, 8081, 8082, 8083, 9081, 9082, 9083, 8025, 1025, 19092, 19093, 15432);
    }

    /**
     * Twelve free ports below the ephemeral range: otherwise an outgoing connection could take the port of a broker while
     * it is down.
     */
    static Ports free() {
        OfInt ports = ThreadLocalRandom.current().ints(20_000, 32_000).distinct().filter(Ports::free).iterator();
        return new Ports(ports.next(), ports.next(), ports.next(), ports.next(), ports.next(), ports.next(),
                ports.next(), ports.next(), ports.next(), ports.next(), ports.next(), ports.next());
    }

    /** Reports all taken ports at once, not one per start. */
    void check() {
        String taken = uses().entrySet().stream().filter(use -> !free(use.getKey()))
                .map(use -> use.getKey() + " (" + use.getValue() + ")").collect(Collectors.joining(", "));
        if (!taken.isEmpty()) {
            throw new StartFailed("Taken by another program: port " + taken
                    + ". End what listens there, then start again.");
        }
    }

    private Map<Integer, String> uses() {
        Map<Integer, String> uses = new LinkedHashMap<>();
        uses.put(site, "demo website");
        uses.put(inquiry, "inquiry-service");
        uses.put(notification, "notification-service");
        uses.put(content, "content-service");
        uses.put(inquiryManagement, "inquiry-service's health");
        uses.put(notificationManagement, "notification-service's health");
        uses.put(contentManagement, "content-service's health");
        uses.put(mailbox, "mailbox");
        uses.put(smtp, "mailbox's SMTP");
        uses.put(kafka, "Kafka broker");
        uses.put(kafkaController, "Kafka's controller");
        uses.put(postgres, "PostgreSQL");
        return uses;
    }

    /** Can be bound, and nobody answers: macOS allows to bind 127.0.0.1 although another process listens on 0.0.0.0. */
    static boolean free(int port) {
        return binds(port) && !answers("127.0.0.1", port) && !answers("::1", port);
    }

    private static boolean binds(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    static boolean answers(String address, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port), 500);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }
}
