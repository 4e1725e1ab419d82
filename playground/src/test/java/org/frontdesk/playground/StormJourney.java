package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.frontdesk.playground.FlakyRelay.Mood;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two thousand inquiries while two instances of notification-service, the broker, the database and the relay are killed
 * at random moments from a seed, and restarted as by an orchestrator, while the relay misbehaves. The moments are counted
 * in inquiries, not in seconds, so that the storm is the same on a slow machine.
 */
@Tag("processes")
class StormJourney {
    private static final int INQUIRIES = 2_000;
    private static final int VISITORS = 16;
    private static final Duration PAUSE = Duration.ofMillis(250);
    /** The relay's time for each mail, so that mails are in progress when an instance is killed. */
    private static final Duration PACE = Duration.ofMillis(20);
    private static final int KILLS_OF_EACH = 2;
    private static final long SEED = 20_261_122;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static Drill drill;

    private final Map<String, Integer> killed = new ConcurrentSkipListMap<>();

    @BeforeAll
    static void start() {
        drill = Drill.start("storm", PACE, SEED);
        drill.another();
    }

    @AfterAll
    static void end() {
        drill.close();
    }

    @Test
    void a_storm_loses_no_confirmed_inquiry_and_counts_every_possible_duplicate() throws Exception {
        drill.relay().hasABadDay();
        Reckoning reckoning;
        try (var crowd = new Crowd(drill.inquiryService(), INQUIRIES, VISITORS, PAUSE)) {
            rage(crowd);
            await().atMost(PATIENCE).until(crowd::isThrough);
            drill.relay().calmsDown();
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).ignoreExceptions().until(drill::isSettled);
            reckoning = Reckoning.of(crowd, drill);
            assertThat(crowd.unexpected()).as("responses other than 202 and 503").isEmpty();
        }
        var metrics = settledMetrics(reckoning);
        print(reckoning, metrics);

        assertThat(killed).hasSize(5).values().containsOnly(KILLS_OF_EACH);
        assertThat(drill.relay().moods()).as("the relay's misbehaviors").containsOnlyKeys(Mood.values());
        assertThat(reckoning.confirmed()).doesNotHaveDuplicates().hasSize(INQUIRIES);
        assertThat(reckoning.lost()).isEmpty();
        assertThat(reckoning.unexplained()).isEmpty();
        assertThat(reckoning.mails()).filteredOn(mail -> mail.state().equals("dead")).isNotEmpty()
                .allSatisfy(mail -> assertThat(mail.reason()).matches("(550|554|unknown:) .*"));
        itAddsUp(reckoning, metrics);
    }

    /** Each part is killed on its own thread, so that several may be down at once. */
    private void rage(Crowd crowd) throws InterruptedException, ExecutionException {
        var dice = new Random(SEED);
        try (var fates = Executors.newVirtualThreadPerTaskExecutor()) {
            var strokes = new ArrayList<Future<?>>();
            parts().forEach((name, kill) -> {
                var moments = dice.ints(KILLS_OF_EACH, 1, INQUIRIES * 9 / 10).sorted().toArray();
                strokes.add(fates.submit(() -> {
                    for (var moment : moments) {
                        await().atMost(PATIENCE).until(() -> crowd.confirmedSoFar() >= moment);
                        kill.run();
                        killed.merge(name, 1, Integer::sum);
                    }
                }));
            });
            for (var stroke : strokes) {
                stroke.get();
            }
        }
    }

    private static Map<String, Runnable> parts() {
        var parts = new LinkedHashMap<String, Runnable>();
        drill.instances().forEach(instance -> parts.put(instance.name(), () -> kill(instance.process())));
        parts.put("broker", () -> kill(drill.playground().broker()));
        parts.put("database", StormJourney::killDatabase);
        parts.put("relay", StormJourney::killRelay);
        return parts;
    }

    /** Even while it is restarting. */
    private static void kill(SupervisedProcess process) {
        var running = await().atMost(PATIENCE).until(process::handle, ProcessHandle::isAlive);
        running.destroyForcibly();
        await().atMost(PATIENCE).until(() -> !process.handle().equals(running));
    }

    /** Kills the server and all its workers. */
    private static void killDatabase() {
        var database = drill.playground().database();
        var server = await().atMost(PATIENCE)
                .until(database::postmaster, found -> found.filter(StaleProcesses::isAlive).isPresent()).orElseThrow();
        Stream.concat(server.descendants(), Stream.of(server)).toList().forEach(ProcessHandle::destroyForcibly);
        await().atMost(PATIENCE).until(() -> database.postmaster().filter(StaleProcesses::isAlive)
                .filter(again -> !again.equals(server)).isPresent());
    }

    private static void killRelay() {
        drill.relay().shut();
        CompletableFuture.runAsync(drill.relay()::open, CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS)).join();
    }

    /** The service updates its gauges periodically. */
    private static Metrics settledMetrics(Reckoning reckoning) {
        var instance = drill.instances().getFirst();
        return await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofSeconds(1)).ignoreExceptions()
                .until(instance::metrics,
                        metrics -> metrics.sum("frontdesk_mails") == reckoning.mails().size()
                                && metrics.sum("frontdesk_mails", "state=\"sent\"") == reckoning.inState("sent"));
    }

    /** Compares the service's own account with the topic and with the mails owed. */
    private static void itAddsUp(Reckoning reckoning, Metrics metrics) {
        var topic = drill.inquiries().records();
        var keys = topic.stream().map(record -> new String(record.key())).distinct().count();
        assertThat(keys).as("inquiries in the topic").isEqualTo(INQUIRIES);
        assertThat(metrics.sum("frontdesk_records", "became=\"new\"")).isEqualTo(INQUIRIES);
        assertThat(metrics.sum("frontdesk_records")).isGreaterThanOrEqualTo(topic.size())
                .isEqualTo(INQUIRIES + metrics.sum("frontdesk_records", "became=\"duplicate\""));

        var followUps = reckoning.mails().stream().filter(Drill.Mail::followedUp)
                .filter(mail -> !mail.kind().equals("notice")).count();
        assertThat(metrics.sum("frontdesk_mails")).as("mails owed").isEqualTo(2 * INQUIRIES + followUps)
                .isEqualTo(Stream.of("sent", "dead", "withheld")
                        .mapToLong(state -> metrics.sum("frontdesk_mails", "state=\"" + state + "\"")).sum());
        assertThat(metrics.sum("frontdesk_possible_doubles")).isEqualTo(reckoning.possiblyDoubled())
                .isGreaterThanOrEqualTo(reckoning.doubled());
    }

    private void print(Reckoning reckoning, Metrics metrics) {
        System.out.printf("""

                  killed    %s
                  the relay %s

                  accepted   sent   dead  withheld  lost  doubled  counted as possible
                  %8d  %5d  %5d  %8d  %4d  %7d  %19d

                  doubled: %d after an end of the connection after the dot, %d after the end of an instance or its lease
                  records: %d consumed = %d new + %d duplicate
                  mails:   %d owed = %d alerts + %d replies + %d notices = %d sent + %d dead + %d withheld

                """, killed, drill.relay().moods(), reckoning.confirmed().size(), reckoning.inState("sent"),
                reckoning.inState("dead"), reckoning.inState("withheld"), reckoning.lost().size(), reckoning.doubled(),
                reckoning.possiblyDoubled(), reckoning.doubledAsNobodyWasTold(),
                reckoning.doubled() - reckoning.doubledAsNobodyWasTold(), metrics.sum("frontdesk_records"),
                metrics.sum("frontdesk_records", "became=\"new\""),
                metrics.sum("frontdesk_records", "became=\"duplicate\""), reckoning.mails().size(),
                reckoning.ofKind("alert"), reckoning.ofKind("reply"), reckoning.ofKind("notice"),
                reckoning.inState("sent"), reckoning.inState("dead"), reckoning.inState("withheld"));
    }
}
