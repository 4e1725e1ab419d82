package org.frontdesk.notification.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.frontdesk.notification.Engines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Upgrades a database that the previous release is using. */
class MigrationsTest {
    private static final int ROWS = 100_000;
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(2);

    private final String url = Engines.newDatabase();
    private final DriverManagerDataSource database = new DriverManagerDataSource(url);
    private final JdbcClient db = JdbcClient.create(database);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean ends = new AtomicBoolean();
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicLong longestWrite = new AtomicLong();

    @BeforeEach
    void filledByThePreviousRelease() {
        Engines.migrate(database, "9");
        db.sql("""
                INSERT INTO inquiry (id, reference, form, language, submitted_at, content_hash, event, email_hash)
                SELECT gen_random_uuid(), n::text, 'f', 'en', now(), n::text, '{}', n::text FROM generate_series(1, :rows) AS n
                """).param("rows", ROWS).update();
    }

    @AfterEach
    void end() {
        ends.set(true);
        threads.close();
    }

    @Test
    void a_migration_that_waits_for_a_backup_does_not_block_the_previous_release_and_succeeds_after_it()
            throws Exception {
        var writer = threads.submit(this::writeOn);
        try (var backup = reading()) {
            var migration = threads.submit(() -> Engines.migrate(database, "latest"));
            await().until(this::migrationWaits);
            var before = written.get();
            await().until(() -> written.get() > before + 1);
            assertThat(migration).as("waits").isNotDone();
            backup.commit();
            migration.get();
        }
        ends.set(true);
        writer.get();
        assertThat(Duration.ofNanos(longestWrite.get())).isLessThan(Duration.ofSeconds(5));
        assertThat(indexes()).isEqualTo(2);
    }

    @Test
    void instances_that_start_together_are_not_limited_by_the_socket_timeout_while_one_migrates() throws Exception {
        Future<Integer> one;
        Future<Integer> other;
        try (var backup = reading()) {
            one = threads.submit(this::start);
            other = threads.submit(this::start);
            await().until(this::migrationOutlastsTheTimeout);
            assertThat(one).isNotDone();
            assertThat(other).isNotDone();
            backup.commit();
        }
        assertThat(one.get()).isEqualTo(2);
        assertThat(other.get()).isEqualTo(2);
    }

    /** Starts the database part of the service. */
    private int start() {
        var indexes = new AtomicInteger();
        new ApplicationContextRunner().withUserConfiguration(Migrations.class)
                .withConfiguration(
                        AutoConfigurations.of(DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class))
                .withPropertyValues("spring.datasource.url=" + url, "spring.flyway.lock-retry-count=-1",
                        "spring.datasource.hikari.data-source-properties.socketTimeout=" + SOCKET_TIMEOUT.toSeconds())
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    indexes.set(indexes());
                });
        return indexes.get();
    }

    /** Like pg_dump. */
    private Connection reading() throws SQLException {
        var connection = database.getConnection();
        connection.setAutoCommit(false);
        connection.createStatement().execute("SELECT FROM inquiry LIMIT 1");
        return connection;
    }

    private boolean migrationWaits() {
        return db.sql("""
                SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'
                               AND relation = 'inquiry'::regclass)
                """).query(Boolean.class).single();
    }

    private boolean migrationOutlastsTheTimeout() {
        return db.sql("""
                SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'
                               AND query LIKE '%ALTER TABLE inquiry%' AND pid <> pg_backend_pid()
                               AND now() - query_start > 2 * :timeout::interval)
                """).param("timeout", SOCKET_TIMEOUT.toString()).query(Boolean.class).single();
    }

    private Void writeOn() {
        while (!ends.get()) {
            var began = System.nanoTime();
            db.sql("""
                    INSERT INTO inquiry (id, reference, form, language, submitted_at, content_hash, event, email_hash)
                    VALUES (gen_random_uuid(), 'r', 'f', 'en', now(), '', '{}', 'h')
                    """).update();
            longestWrite.accumulateAndGet(System.nanoTime() - began, Math::max);
            written.incrementAndGet();
        }
        return null;
    }

    private int indexes() {
        return db.sql("SELECT count(*) FROM pg_indexes WHERE indexname IN ('inquiry_mailbox', 'inquiry_mailbox_unset')")
                .query(Integer.class).single();
    }
}
