package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import org.frontdesk.playground.FlakyRelay.Taking;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A backlog grows while the relay is down; one instance drains it, and three drain it faster. */
@Tag("long")
@Tag("processes")
class BacklogJourney {
    private static final int INQUIRIES = 5_000;
    private static final int MAILS = 2 * INQUIRIES;
    /** A typical time for a nearby relay that scans each mail. */
    private static final Duration PACE = Duration.ofMillis(40);
    /** The number of mails over which a rate is measured. */
    private static final int PART = 2_000;
    private static final Duration AWAY = Duration.ofSeconds(30);
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int MIB = 1024 * 1024;

    /** @param live heap in use after a full garbage collection, in MiB */
    private record Row(String relay, long seconds, long due, long sent, long live, long resident, long threads,
            long rebalances) {}

    private static Drill drill;

    private final long began = System.nanoTime();
    private final List<Row> rows = new ArrayList<>();

    @BeforeAll
    static void start() {
        drill = Drill.start("backlog", PACE, 1);
    }

    @AfterAll
    static void end() {
        drill.close();
    }

    @Test
    void a_backlog_survives_a_relay_outage_and_three_instances_drain_it_without_duplicates() {
        drill.relay().shut();
        var crowd = new Crowd(drill.inquiryService(), INQUIRIES, 32, Duration.ZERO);
        try (crowd) {
            watch("away", crowd::isThrough);
        }
        watch("away", () -> count("due") + count("withheld") == MAILS);
        var full = rows.size();
        var over = System.nanoTime() + AWAY.toNanos();
        watch("away", () -> System.nanoTime() > over);
        var away = List.copyOf(rows.subList(full, rows.size()));
        assertThat(count("dead")).as("dead while the relay was down").isZero();

        drill.relay().open();
        var one = mailsASecond();
        drill.another();
        drill.another();
        var three = mailsASecond();
        watch("back", drill::isSettled);
        var reckoning = Reckoning.of(crowd, drill);
        print(reckoning, one, three);

        assertThat(away).extracting(Row::rebalances).containsOnly(rows.getFirst().rebalances());
        assertThat(away).extracting(Row::live)
                .allSatisfy(live -> assertThat(live - away.getFirst().live()).as("MiB more").isLessThan(10));
        assertThat(away).extracting(Row::threads)
                .allSatisfy(threads -> assertThat(Math.abs(threads - away.getFirst().threads())).isLessThan(5));
        assertThat(three).as("mails per second with three instances").isGreaterThan(one);
        assertThat(reckoning.lost()).isEmpty();
        assertThat(reckoning.doubled()).isZero();
        assertThat(reckoning.mails()).filteredOn(mail -> mail.state().equals("dead"))
                .allSatisfy(mail -> assertThat(mail.reason()).startsWith("550 "));
        assertThat(byInstance()).containsOnlyKeys("notification-1", "notification-2", "notification-3");
    }

    /** Measures the next part of the backlog, once every instance is delivering. */
    private double mailsASecond() {
        await().atMost(PATIENCE).until(() -> byInstance().size() == drill.instances().size());
        var taken = drill.relay().book().size();
        var since = System.nanoTime();
        watch("back", () -> drill.relay().book().size() >= taken + PART);
        return (drill.relay().book().size() - taken) * 1e9 / (System.nanoTime() - since);
    }

    private static Map<String, Long> byInstance() {
        return drill.relay().book().stream()
                .collect(Collectors.groupingBy(Taking::from, TreeMap::new, Collectors.counting()));
    }

    private void watch(String relay, BooleanSupplier over) {
        await().atMost(PATIENCE.multipliedBy(6)).pollDelay(Duration.ZERO).pollInterval(STEP).until(() -> {
            rows.add(row(relay));
            return over.getAsBoolean();
        });
    }

    private Row row(String relay) {
        var instance = drill.instances().getFirst();
        var process = instance.process().handle().pid();
        collectGarbage(process);
        var metrics = instance.metrics();
        return new Row(relay, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began), count("due"), count("sent"),
                metrics.sum("jvm_memory_used_bytes", "area=\"heap\"") / MIB, resident(process),
                metrics.sum("jvm_threads_live_threads"), metrics.sum("kafka_consumer_coordinator_rebalance_total"));
    }

    private static void collectGarbage(long process) {
        try {
            var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            new ProcessBuilder(jcmd, "" + process, "GC.run").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** In MiB; 0 if the system does not report it. */
    private static long resident(long process) {
        try (var lines = Files.lines(Path.of("/proc/" + process + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst().orElse(0);
        } catch (IOException elsewhere) {
            return 0;
        }
    }

    private static long count(String state) {
        return drill.count("SELECT count(*) FROM delivery WHERE state = '" + state + "'");
    }

    private void print(Reckoning reckoning, double one, double three) {
        System.out.printf("%n  %s%n  %7s  %5s  %6s  %6s  %13s  %12s  %7s  %10s%n", "the first instance:", "seconds",
                "relay", "due", "sent", "live heap MiB", "resident MiB", "threads", "rebalances");
        rows.forEach(
                row -> System.out.printf("  %7d  %5s  %6d  %6d  %13d  %12d  %7d  %10d%n", row.seconds(), row.relay(),
                        row.due(), row.sent(), row.live(), row.resident(), row.threads(), row.rebalances()));
        System.out.printf("""

                  accepted   sent   dead  withheld  lost  doubled
                  %8d  %5d  %5d  %8d  %4d  %7d

                  at %d ms a mail and 4 connections each: one instance %.0f mails/s, three %.0f mails/s; %s

                """, reckoning.confirmed().size(), reckoning.inState("sent"), reckoning.inState("dead"),
                reckoning.inState("withheld"), reckoning.lost().size(), reckoning.doubled(), PACE.toMillis(), one,
                three, byInstance());
    }
}
