package org.frontdesk.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

import org.frontdesk.notification.Engines;
import org.frontdesk.notification.liveness.Loops.LivenessSettings;
import org.frontdesk.notification.liveness.Loops;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** The liveness of couriers and heartbeat when they end, and when the database hangs. */
class DeliveryLoopsTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final DriverManagerDataSource database = new DriverManagerDataSource(Engines.newDatabase());
    private final JdbcClient db = JdbcClient.create(database);
    private final DeliverySettings settings = new DeliverySettings(4, Duration.ofSeconds(30), Duration.ofMillis(50),
            List.of(Duration.ofSeconds(10)), Duration.ofSeconds(10), Duration.ofDays(5), Duration.ofDays(1),
            Duration.ofMinutes(10), false);
    private final Loops loops = new Loops(new LivenessSettings(LIMIT));
    private final InstanceLease lease = new InstanceLease(db, settings);
    private final Deliveries deliveries = new Deliveries(db, lease);

    DeliveryLoopsTest() {
        Engines.migrate(database, "latest");
        lease.renew();
    }

    @Test
    void a_courier_that_ends_with_an_error_stays_down() {
        var couriers = couriers(new WakeUp(settings) {
            @Override
            void await() {
                throw new NoClassDefFoundError("of a test");
            }
        });
        couriers.start();
        await().dontCatchUncaughtExceptions().until(() -> loops.hung().size() == settings.connections());
        assertThat(loops.hung().get("courier-1")).contains("the thread is dead");
    }

    @Test
    void a_heartbeat_that_ends_with_an_error_stays_down() {
        var failing = new InstanceLease(db, settings) {
            @Override
            boolean renew() {
                throw new StackOverflowError("of a test");
            }
        };
        new Heartbeat(failing, deliveries, null, new WakeUp(settings), loops).start();
        await().dontCatchUncaughtExceptions().until(() -> loops.hung().containsKey("heartbeat"));
        assertThat(loops.hung().get("heartbeat")).contains("the thread is dead");
    }

    @Test
    void stopped_couriers_and_heartbeat_are_not_hung() {
        var couriers = couriers(new WakeUp(settings));
        var heartbeat = new Heartbeat(lease, deliveries, new FollowUp(db, null), new WakeUp(settings), loops);
        heartbeat.start();
        couriers.start();
        await().until(() -> loops.running().size() == settings.connections() + 1);
        couriers.stop();
        heartbeat.stop();
        await().until(() -> loops.running().isEmpty());
    }

    @Test
    void while_the_database_hangs_no_courier_looks_hung_although_all_wait_for_the_one_that_claims() throws Exception {
        var couriers = couriers(new WakeUp(settings));
        try (var hanging = database.getConnection()) {
            hanging.setAutoCommit(false);
            hanging.createStatement().execute("LOCK TABLE delivery IN ACCESS EXCLUSIVE MODE");
            couriers.start();
            await().until(() -> loops.running().size() == settings.connections());
            await().during(LIMIT.multipliedBy(3)).atMost(LIMIT.multipliedBy(4)).until(() -> loops.hung().isEmpty());
            hanging.rollback();
        }
        couriers.stop();
        assertThat(loops.running()).isEmpty();
    }

    private Couriers couriers(WakeUp wakeUp) {
        return new Couriers(settings, new ClaimedAhead(deliveries, lease, settings), deliveries, null,
                new Relay(new JavaMailSenderImpl(), settings), wakeUp, loops);
    }
}
