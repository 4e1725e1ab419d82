package org.frontdesk.notification.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.frontdesk.notification.Engines;
import org.frontdesk.notification.RunningServiceTest;
import org.frontdesk.notification.delivery.Relay;
import org.frontdesk.notification.inquiry.Inquiries;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.scheduling.TaskScheduler;

class DeliveryMetricsTest extends RunningServiceTest {
    @Autowired
    MeterRegistry meters;
    @Autowired
    DeliveryMetrics metrics;
    @Autowired
    Relay relay;
    @Autowired
    TaskScheduler scheduler;
    @Value("${spring.datasource.url}")
    String database;
    @LocalManagementPort
    int management;

    @Test
    void the_account_of_records_adds_up_by_language() {
        metrics.look();
        var before = records("ar", "new");
        var duplicates = records("ar", "duplicate");
        var event = Inquiries.another();
        Inquiries.publish(event);
        Inquiries.publish(event);
        mailsAbout(event, 2);
        await().untilAsserted(() -> {
            metrics.look();
            assertThat(records("ar", "new")).isEqualTo(before + 1);
            assertThat(records("ar", "duplicate")).isEqualTo(duplicates + 1);
        });
    }

    @Test
    void the_age_of_the_oldest_owed_delivery_is_reported_by_kind() {
        var event = Inquiries.another();
        Inquiries.publish(event);
        mailsAbout(event, 2);
        owedFor(event.get("id").asString(), "7 minutes");
        metrics.look();
        assertThat(meters.get("frontdesk.oldest.owed.seconds").tag("kind", "alert").gauge().value()).isBetween(400.0,
                500.0);
        settled(event.get("id").asString());
    }

    @Test
    void while_the_database_is_unavailable_ages_keep_growing_until_health_is_down() {
        var event = Inquiries.another();
        Inquiries.publish(event);
        mailsAbout(event, 2);
        owedFor(event.get("id").asString(), "7 minutes");
        var source = new DriverManagerDataSource(database);
        var registry = new SimpleMeterRegistry();
        var health = new OldestAlert(limit(Duration.ofMinutes(7).plusSeconds(5)), relay);
        var separate = new DeliveryMetrics(JdbcClient.create(source), health, relay, registry);
        separate.look();
        settled(event.get("id").asString());
        source.setUrl("jdbc:postgresql://127.0.0.1:1/away");
        var before = ages(registry);
        await().untilAsserted(() -> {
            separate.look();
            assertThat(ages(registry)).zipSatisfy(before, (now, then) -> assertThat(now).isGreaterThan(then));
            assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        });
    }

    @Test
    void a_long_task_does_not_delay_the_others() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var another = new CountDownLatch(1);
        var slow = scheduler.scheduleWithFixedDelay(() -> {
            begun.countDown();
            waitFor(end);
        }, Duration.ofHours(1));
        try {
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            scheduler.scheduleWithFixedDelay(another::countDown, Duration.ofHours(1));
            assertThat(another.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            end.countDown();
            slow.cancel(false);
        }
    }

    @Test
    void health_is_down_while_an_alert_is_owed_for_more_than_five_minutes() {
        var oldestAlert = new OldestAlert(limit(Duration.ofMinutes(5)), relay);
        oldestAlert.owedFor(Optional.of(Duration.ofMinutes(6)));
        assertThat(oldestAlert.health().getStatus()).isEqualTo(Status.DOWN);
        oldestAlert.owedFor(Optional.of(Duration.ofMinutes(4)));
        assertThat(oldestAlert.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void a_canary_is_mailed_to_the_sink_and_not_to_staff_and_its_age_is_reported() {
        var canary = Inquiries.canary();
        Inquiries.publish(canary);
        assertThat(mailsAbout(canary, 2)).extracting(mail -> mail.recipient()).containsOnly("canaries@example.org");
        await().untilAsserted(() -> {
            metrics.look();
            assertThat(meters.get("frontdesk.last.canary.seconds").tag("language", "ar").gauge().value())
                    .isLessThan(60);
        });
        assertThat(Engines.MAILBOX.about(Inquiries.reference(canary))).hasSize(2);
    }

    @Test
    void a_canary_with_unsent_deliveries_or_a_repeated_canary_is_not_reported() {
        var canary = Inquiries.canary();
        canary.put("language", "tr");
        Inquiries.publish(canary);
        mailsAbout(canary, 2);
        var id = UUID.fromString(canary.get("id").asString());
        await().until(() -> db.sql("UPDATE delivery SET state = 'dead' WHERE kind = 'reply' AND state = 'sent'"
                + " AND inquiry_id = :id").param("id", id).update() == 1);
        db.sql("""
                INSERT INTO inquiry (id, reference, form, language, submitted_at, content_hash, event, canary, same_as)
                SELECT gen_random_uuid(), 'double', form, language, now(), content_hash, event, true, id
                FROM inquiry WHERE id = :id
                """).param("id", id).update();
        metrics.look();
        assertThat(meters.find("frontdesk.last.canary.seconds").tag("language", "tr").gauge()).isNull();
    }

    /** A single statement sees one snapshot, so concurrent changes have no effect. */
    @Test
    void the_sums_of_deliveries_equal_a_count_of_the_table() {
        var event = Inquiries.another();
        Inquiries.publish(event);
        mailsAbout(event, 2);
        metrics.look();
        assertThat(db.sql("""
                WITH counted AS (SELECT kind, coalesce(inquiry.language, delivery.language), state, count(*), sum(doubtful)
                                 FROM delivery LEFT JOIN inquiry ON inquiry.id = inquiry_id GROUP BY 1, 2, 3),
                     summed AS (SELECT kind, language, state, sum(mails), sum(doubtful) FROM mail_count
                                GROUP BY 1, 2, 3 HAVING sum(mails) <> 0)
                (TABLE counted EXCEPT TABLE summed) UNION ALL (TABLE summed EXCEPT TABLE counted)
                """).query().listOfRows()).isEmpty();
    }

    @Test
    void the_consumer_lag_is_exported() throws Exception {
        var event = Inquiries.another();
        Inquiries.publish(event);
        mailsAbout(event, 2);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(scrape())
                .contains("spring_cloud_stream_binder_kafka_offset{group=\"notification\",topic=\"inquiries\"} 0.0")
                .contains("kafka_consumer_fetch_manager_records_lag_max"));
    }

    @Test
    void liveness_covers_inbox_couriers_and_heartbeat_but_no_external_service() throws Exception {
        var event = Inquiries.another();
        Inquiries.publish(event);
        mailsAbout(event, 2);
        await().untilAsserted(() -> assertThat(get("/actuator/health/liveness")).contains("\"status\":\"UP\"")
                .contains("\"courier-1\"", "\"courier-4\"", "\"heartbeat\"", "\"inbox\"")
                .doesNotContain("\"db\"", "\"binders\""));
    }

    private static List<Double> ages(MeterRegistry registry) {
        return List.of(registry.get("frontdesk.last.look.seconds").gauge().value(),
                registry.get("frontdesk.oldest.owed.seconds").tag("kind", "alert").gauge().value(),
                registry.get("frontdesk.last.sent.seconds").tag("kind", "alert").gauge().value());
    }

    private static MetricsSettings limit(Duration oldestAlert) {
        return new MetricsSettings(Duration.ofSeconds(10), oldestAlert);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String scrape() throws Exception {
        return get("/actuator/prometheus");
    }

    private String get(String path) throws Exception {
        return HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + management + path)).build(),
                BodyHandlers.ofString()).body();
    }

    private double records(String language, String became) {
        var gauge = meters.find("frontdesk.records").tags("language", language, "became", became).gauge();
        return gauge == null ? 0 : gauge.value();
    }

    private void owedFor(String inquiry, String age) {
        await().until(() -> db.sql("""
                UPDATE delivery SET state = 'due', next_attempt_at = now() + interval '1 hour', owed_since = now() - :age::interval
                WHERE kind = 'alert' AND state = 'sent' AND inquiry_id = :id::uuid
                """).param("age", age).param("id", inquiry).update() == 1);
    }

    private void settled(String inquiry) {
        db.sql("UPDATE delivery SET state = 'sent' WHERE inquiry_id = :id::uuid").param("id", inquiry).update();
    }
}
