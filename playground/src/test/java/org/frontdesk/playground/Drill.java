package org.frontdesk.playground;

import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A separate Frontdesk for fault tests: its relay is a {@link FlakyRelay}, it has any number of instances of
 * notification-service, and short timeouts.
 */
final class Drill implements AutoCloseable {

    /** An instance of notification-service, and its name in the SMTP greeting. */
    record Instance(String name, SupervisedProcess process, int managementPort) {

        Metrics metrics() {
            return Metrics.at(managementPort);
        }
    }

    /** A delivery in the database. */
    record Mail(UUID id, String reference, String kind, String state, String reason, int doubtful,
            boolean followedUp) {}

    private final Run run;
    private final Playground playground;
    private final FlakyRelay relay;
    private final List<Instance> instances = new ArrayList<>();

    private Drill(Run run, FlakyRelay relay) {
        this.run = run;
        this.relay = relay;
        this.playground = new Playground(run, Path.of(".."),
                Map.of(Playground.NOTIFICATION, settings(relay.port(), "notification-1")));
    }

    /**
     * Returns once everything is ready, with one instance.
     *
     * @param pace see {@link FlakyRelay}
     */
    static Drill start(String folder, Duration pace, long seed) {
        // Chosen before the other ports, so that they differ. The playground's own mailbox stays empty.
        var relay = new FlakyRelay(Ports.free().smtp(), pace, seed);
        var ports = Ports.free();
        var drill = new Drill(new Run(Path.of("target", folder), ports, System.out::println), relay);
        try {
            drill.playground.start();
        } catch (StartFailed failed) {
            drill.close();
            throw failed;
        }
        drill.instances.add(new Instance("notification-1", drill.playground.service(Playground.NOTIFICATION),
                ports.notificationManagement()));
        return drill;
    }

    private static Map<String, String> settings(int relayPort, String name) {
        var settings = new HashMap<String, String>();
        settings.put("SPRING_MAIL_PORT", "" + relayPort);
        settings.put("SPRING_MAIL_PROPERTIES_MAIL_SMTP_LOCALHOST", name);
        settings.put("FRONTDESK_DELIVERY_LEASE", "4s");
        settings.put("FRONTDESK_DELIVERY_BACKOFF", "1s,2s");
        settings.put("FRONTDESK_DELIVERY_HOLD", "1s");
        settings.put("FRONTDESK_WATCH_EVERY", "1s");
        return settings;
    }

    /** Starts another instance of notification-service. */
    Instance another() {
        var name = "notification-" + (instances.size() + 1);
        var ports = Ports.free();
        var process = playground.another(
                new Service(Playground.NOTIFICATION, ports.notification(), ports.notificationManagement()),
                settings(relay.port(), name));
        var instance = new Instance(name, process, ports.notificationManagement());
        instances.add(instance);
        return instance;
    }

    List<Instance> instances() {
        return List.copyOf(instances);
    }

    FlakyRelay relay() {
        return relay;
    }

    Playground playground() {
        return playground;
    }

    Ports ports() {
        return run.ports();
    }

    URI inquiryService() {
        return URI.create("http://127.0.0.1:" + ports().inquiry());
    }

    Topic inquiries() {
        return new Topic("inquiries", ports()::kafka);
    }

    /** The result of a query for one number in notification-service's database. */
    long count(String sql) {
        var database = playground.database();
        try (var connection = DriverManager.getConnection(database.url(), database.user(), "");
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All deliveries. */
    List<Mail> mails() {
        var database = playground.database();
        try (var connection = DriverManager.getConnection(database.url(), database.user(), "");
                var rows = connection.createStatement()
                        .executeQuery("SELECT delivery.id, reference, kind, state, reason,"
                                + " doubtful, followed_up FROM delivery JOIN inquiry ON inquiry.id = inquiry_id")) {
            var mails = new ArrayList<Mail>();
            while (rows.next()) {
                mails.add(new Mail(rows.getObject(1, UUID.class), rows.getString(2), rows.getString(3),
                        rows.getString(4), rows.getString(5), rows.getInt(6), rows.getBoolean(7)));
            }
            return mails;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything is delivered: every record was read, nothing is due, and every dead delivery was followed up. */
    boolean isSettled() {
        return inquiries().unread("notification") == 0 && count("SELECT count(*) FROM delivery WHERE"
                + " state IN ('due', 'sending') OR state = 'dead' AND NOT followed_up"
                + " AND NOT (kind = 'reply' AND reason LIKE 'unknown:%')") == 0;
    }

    @Override
    public void close() {
        playground.close();
        relay.close();
    }
}
