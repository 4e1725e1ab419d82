package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

/**
 * Two thousand inquiries while two instances of notification-service, the broker, the database and the relay are killed
 * and started again, one after the other by the dice of a seed, and the relay has a bad day besides. Nothing that was
 * confirmed may be lost; what is doubled must have been counted as possible by the service itself.
 */
@Tag("long")
class StormJourney {
    private static final int INQUIRIES = 2_000;
    private static final int VISITORS = 16;
    /** Between two submissions of one visitor, so that the storm meets them all along. */
    private static final int PAUSE_MILLIS = 800;
    private static final long SEED = 20_261_122;

    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final Run RUN = new Run(Path.of("target/storm"), Ports.free(), System.out::println);
    private static final Ports SECOND = Ports.free();

    private static FlakyRelay relay;
    private static Playground playground;
    private static Program first;
    private static Program second;

    @BeforeAll
    static void start() {
        relay = new FlakyRelay(SECOND.smtp(), SEED);
        playground = new Playground(RUN, Path.of(".."), Map.of(Playground.NOTIFICATION, settings()));
        playground.start();
        first = playground.service(Playground.NOTIFICATION);
        second = playground.another(
                new Service(Playground.NOTIFICATION, SECOND.notification(), SECOND.notificationManagement()), Map.of());
    }

    /** What takes minutes in earnest takes seconds here. */
    private static Map<String, String> settings() {
        return Map.of("SPRING_MAIL_PORT", "" + SECOND.smtp(), "FRONTDESK_DELIVERY_LEASE", "4s",
                "FRONTDESK_DELIVERY_BACKOFF", "1s,2s", "FRONTDESK_DELIVERY_HOLD", "1s");
    }

    @AfterAll
    static void end() {
        playground.close();
        relay.close();
    }

    @Test
    void a_storm_loses_nothing_that_was_confirmed() throws Exception {
        var confirmed = new ConcurrentLinkedQueue<String>();
        try (var visitors = Executors.newFixedThreadPool(VISITORS)) {
            IntStream.range(0, INQUIRIES).forEach(i -> visitors.submit(() -> submitUntilConfirmed(i, confirmed)));
            visitors.shutdown();
            rage(visitors::isTerminated);
            assertThat(visitors.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
        }
        relay.calmDown();
        await().atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofSeconds(1)).until(StormJourney::allIsSettled);

        var taken = relay.taken();
        var doubled = taken.values().stream().mapToInt(times -> times - 1).sum();
        var counted = count("SELECT sum(doubtful) FROM delivery");
        var lost = INQUIRIES - count("SELECT count(*) FROM inquiry");
        System.out.printf("""

                  confirmed  sent  dead  withheld  lost  doubled  possible doubles counted
                  %9d %5d %5d %9d %5d %8d %25d

                """, confirmed.size(), count("SELECT count(*) FROM delivery WHERE state = 'sent'"),
                count("SELECT count(*) FROM delivery WHERE state = 'dead'"),
                count("SELECT count(*) FROM delivery WHERE state = 'withheld'"), lost, doubled, counted);

        assertThat(confirmed).doesNotHaveDuplicates().hasSize(INQUIRIES);
        assertThat(lost).isZero();
        assertThat(count("SELECT count(*) FROM inquiry i WHERE same_as IS NULL AND 2 > (SELECT count(*) FROM delivery d"
                + " WHERE d.inquiry_id = i.id)")).as("inquiries without both their mails").isZero();
        assertThat((long) taken.size()).as("mails the relay took")
                .isGreaterThanOrEqualTo(count("SELECT count(*) FROM delivery WHERE state = 'sent'"));
        assertThat((long) doubled).as("doubles").isLessThanOrEqualTo(counted);
        assertThat(count("SELECT sum(records) FROM account WHERE became = 'new'")).isEqualTo(INQUIRIES);
    }

    /** Kills every part in turn, each round in another order, as long as visitors come, and starts it again. */
    private static void rage(BooleanSupplier over) throws InterruptedException {
        var dice = new Random(SEED);
        var parts = new ArrayList<Runnable>(List.of(() -> restart(first), () -> restart(second),
                () -> restart(playground.broker()), StormJourney::restartDatabase, StormJourney::restartRelay));
        while (!over.getAsBoolean()) {
            Collections.shuffle(parts, dice);
            for (var part : parts) {
                TimeUnit.MILLISECONDS.sleep(dice.nextInt(2_000));
                part.run();
            }
        }
    }

    private static void restartDatabase() {
        playground.database().kill();
        playground.database().start();
    }

    private static void restartRelay() {
        relay.shut();
        relay.open();
    }

    private static void restart(Program program) {
        program.kill();
        program.start();
    }

    /** As the widget does: with the same key, until it is confirmed. */
    private static void submitUntilConfirmed(int number, Queue<String> confirmed) {
        var email = number % 50 == 0 ? "refused-" + number + "@example.net" : "visitor-" + number + "@example.net";
        var body = JsonMapper.shared().writeValueAsBytes(Map.of("email", email, "message", "Inquiry " + number,
                "language", "en", "topic", "general", "consent", true));
        var request = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + RUN.ports().inquiry() + "/forms/request-info/inquiries"))
                .header("Content-Type", "application/json").header("Idempotency-Key", "visitor " + number)
                .timeout(Duration.ofSeconds(30)).POST(BodyPublishers.ofByteArray(body)).build();
        while (true) {
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                var answer = HTTP.send(request, BodyHandlers.ofString());
                if (answer.statusCode() == 202) {
                    confirmed.add(JsonMapper.shared().readTree(answer.body()).get("reference").asString());
                    return;
                }
            } catch (IOException notConfirmed) {
                // as a lost connection: once more
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static boolean allIsSettled() {
        return count("SELECT count(*) FROM inquiry") >= INQUIRIES
                && count("SELECT count(*) FROM delivery WHERE state IN ('due', 'sending')") == 0
                && count("SELECT count(*) FROM delivery WHERE state = 'dead' AND NOT followed_up") == 0;
    }

    private static long count(String sql) {
        var database = playground.database();
        try (var connection = DriverManager.getConnection(database.url(), database.user(), "");
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
