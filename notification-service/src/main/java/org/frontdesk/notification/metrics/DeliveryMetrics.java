package org.frontdesk.notification.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import org.frontdesk.notification.delivery.Relay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The metrics for alerting: the account of records and deliveries, by language, and the age of the oldest. They are
 * read from the database periodically, so that scrapes cost nothing, and all instances report the same. Ages are
 * computed at each scrape, so that they keep growing while the database is unavailable; the age of the other figures is
 * a metric too. The consumer lag is the binder's own metric, {@code spring_cloud_stream_binder_kafka_offset}.
 */
@Component
class DeliveryMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryMetrics.class);

    private record Records(String language, String became, long records) {}

    private record Mails(String kind, String language, String state, long mails, long doubtful) {
        Tags labels() {
            return Tags.of("kind", kind, "language", language, "state", state);
        }
    }

    private record Age(String name, double seconds) {
        Duration asDuration() {
            return Duration.ofMillis(Math.round(seconds * 1000));
        }
    }

    private final JdbcClient db;
    private final OldestAlert oldestAlert;
    private final GaugeGroup records;
    private final GaugeGroup mails;
    private final GaugeGroup possibleDuplicates;
    private final GaugeGroup oldestOwed;
    private final GaugeGroup lastSent;
    private final GaugeGroup lastCanary;
    private volatile long lookedAt = System.nanoTime();

    DeliveryMetrics(JdbcClient db, OldestAlert oldestAlert, Relay relay, MeterRegistry meters) {
        this.db = db;
        this.oldestAlert = oldestAlert;
        records = new GaugeGroup("frontdesk.records", "records of the topic, by what became of them", meters);
        mails = new GaugeGroup("frontdesk.mails", "mails, by state", meters);
        possibleDuplicates = new GaugeGroup("frontdesk.possible.doubles",
                "attempts of which nobody knows whether they arrived", meters);
        oldestOwed = new GaugeGroup("frontdesk.oldest.owed.seconds", "age of the oldest mail that is due or sending",
                meters);
        lastSent = new GaugeGroup("frontdesk.last.sent.seconds",
                "time since a mail of this kind was taken by the relay",
                meters);
        lastCanary = new GaugeGroup("frontdesk.last.canary.seconds", "time since a canary came through", meters);
        Gauge.builder("frontdesk.last.look.seconds", () -> seconds(System.nanoTime() - lookedAt))
                .description("time since these figures were read from the database").register(meters);
        Gauge.builder("frontdesk.relay.usable", relay, each -> each.isUsable() ? 1 : 0)
                .description("0 from when the relay could not be used until it takes mail again").register(meters);
    }

    @Scheduled(fixedDelayString = "${frontdesk.watch.every}")
    void look() {
        try {
            count();
            age();
            lookedAt = System.nanoTime();
        } catch (RuntimeException e) {
            LOG.warn("Cannot read the metrics, is the database unavailable? {}", e.getClass().getSimpleName());
        }
    }

    private void count() {
        var account = db.sql("SELECT language, became, records FROM account").query(Records.class).list();
        records.show(account.stream().collect(Collectors.toMap(
                row -> Tags.of("language", row.language(), "became", row.became()), row -> row::records)));
        fold();
        var states = db.sql("""
                SELECT kind, language, state, sum(mails) AS mails, sum(doubtful) AS doubtful FROM mail_count
                GROUP BY 1, 2, 3 HAVING sum(mails) <> 0
                """).query(Mails.class).list();
        mails.show(states.stream().collect(Collectors.toMap(Mails::labels, row -> row::mails)));
        possibleDuplicates.show(states.stream().collect(Collectors.toMap(Mails::labels, row -> row::doubtful)));
    }

    /** Merges the counter's rows; concurrent instances merge different ones. */
    private void fold() {
        db.sql("""
                WITH folded AS (DELETE FROM mail_count RETURNING kind, language, state, mails, doubtful)
                INSERT INTO mail_count SELECT kind, language, state, sum(mails), sum(doubtful) FROM folded GROUP BY 1, 2, 3
                HAVING sum(mails) <> 0 OR sum(doubtful) <> 0
                """).update();
    }

    /** Each state as a constant, because each has a partial index; "IN" would scan the whole table. */
    private void age() {
        var oldest = ages("""
                SELECT kind AS name, extract(epoch FROM now() - min(owed_since)) AS seconds
                FROM (SELECT kind, owed_since FROM delivery WHERE state = 'due'
                      UNION ALL SELECT kind, owed_since FROM delivery WHERE state = 'sending') GROUP BY kind
                """);
        oldestOwed.show(figures("kind", oldest));
        oldestAlert.owedFor(oldest.stream().filter(age -> age.name().equals("alert")).findFirst().map(Age::asDuration));
        lastSent.show(figures("kind", ages("""
                SELECT kind AS name, extract(epoch FROM now() - sent_at) AS seconds
                FROM unnest(ARRAY['alert', 'digest', 'notice', 'reply']) AS kind, LATERAL (
                    SELECT max(changed_at) AS sent_at FROM delivery
                    WHERE state = 'sent' AND delivery.kind = kind.kind) WHERE sent_at IS NOT NULL
                """)));
        lastCanary.show(figures("language", ages("""
                SELECT language AS name, extract(epoch FROM now() - max(received_at)) AS seconds FROM inquiry
                WHERE canary AND same_as IS NULL AND received_at > now() - interval '1 day'
                  AND (NOT EXISTS (SELECT FROM delivery WHERE inquiry_id = inquiry.id)
                       OR (SELECT count(*) FROM delivery WHERE inquiry_id = inquiry.id AND state = 'sent') = 2)
                GROUP BY language
                """)));
    }

    private List<Age> ages(String sql) {
        return db.sql(sql).query(Age.class).list();
    }

    private static Map<Tags, Supplier<Number>> figures(String label, List<Age> ages) {
        return ages.stream().collect(Collectors.toMap(age -> Tags.of(label, age.name()), DeliveryMetrics::growing));
    }

    /** By the monotonic clock, so that a change of the system clock has no effect on the database's age. */
    private static Supplier<Number> growing(Age age) {
        var since = System.nanoTime();
        return () -> age.seconds() + seconds(System.nanoTime() - since);
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    /**
     * One metric with a value per set of labels. Each gauge is registered once and reads the latest values: if it were
     * registered again every time, a concurrent scrape could see it twice, and fail.
     */
    final static class GaugeGroup {
        private final MultiGauge gauge;
        private volatile Map<Tags, Supplier<Number>> shown = Map.of();

        GaugeGroup(String name, String description, MeterRegistry meters) {
            gauge = MultiGauge.builder(name).description(description).register(meters);
        }

        /** @param figures by labels; previous ones that are missing are removed */
        void show(Map<Tags, Supplier<Number>> figures) {
            shown = figures;
            gauge.register(
                    figures.keySet().stream().<Row<?>>map(labels -> Row.of(labels, () -> figure(labels))).toList());
        }

        private Number figure(Tags labels) {
            return shown.getOrDefault(labels, () -> Double.NaN).get();
        }
    }
}
