package org.frontdesk.notification.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.frontdesk.notification.Engines;
import org.frontdesk.notification.inquiry.AddressHash;
import org.frontdesk.notification.inquiry.Inquiries;
import org.frontdesk.notification.inquiry.Secrets;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/** A database that an instance of the previous release has written to, and may still write to. */
class MailboxIndexTest {
    private static final String SPELLING = "Jane.Doe+x@gmail.com";

    private final DataSource database = Engines.databaseOf("9");
    private final JdbcClient db = JdbcClient.create(database);
    private final AddressHash addresses = new AddressHash(Secrets.ofTests());
    private final TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    private final MailboxIndex index = index();
    private final Erasures erasures = new Erasures(db, transaction, index, new Removal(db));

    private MailboxIndex index() {
        return new MailboxIndex(db, addresses, transaction, new Removal(db));
    }

    @Test
    void inquiries_from_before_the_upgrade_are_found_and_erased_by_every_spelling() {
        var old = oldRelease(SPELLING);
        upgrade();
        var later = oldRelease("janedoe@googlemail.com");
        oldRelease("jane@example.net");
        assertThat(erasures.affected("j.anedoe@gmail.com")).extracting(Erasures.Affected::id)
                .containsExactlyInAnyOrder(old, later);
        assertThat(erasures.erase("j.anedoe@gmail.com").inquiries()).hasSize(2);
        assertThat(db.sql("SELECT count(*) FROM inquiry WHERE event IS NOT NULL").query(Integer.class).single())
                .isEqualTo(1);
    }

    @Test
    void several_instances_complete_a_large_table_together() throws Exception {
        transaction.executeWithoutResult(
                status -> IntStream.range(0, 1_000).forEach(number -> oldRelease("v." + number + "@gmail.com")));
        upgrade();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(List.of(index()::complete, index()::complete, index()::complete))) {
                done.get();
            }
        }
        assertThat(incomplete()).isZero();
        assertThat(index.complete()).isZero();
        assertThat(db.sql("SELECT count(DISTINCT mailbox_hash) FROM inquiry").query(Integer.class).single())
                .isEqualTo(1_000);
    }

    @Test
    void after_an_upgrade_a_request_by_address_is_rejected_quickly_and_erases_nothing_until_the_index_is_complete() {
        transaction.executeWithoutResult(
                status -> IntStream.range(0, 2_500).forEach(number -> oldRelease(SPELLING)));
        var old = oldRelease(SPELLING);
        upgrade();
        assertThatThrownBy(() -> erasures.affected("janedoe@gmail.com")).isInstanceOf(IncompleteIndex.class);
        assertThatThrownBy(() -> erasures.erase("janedoe@gmail.com")).isInstanceOf(IncompleteIndex.class);
        assertThat(incomplete()).as("left for the background").isPositive();
        var reference = db.sql("SELECT reference FROM inquiry WHERE id = :id").param("id", old).query(String.class)
                .single();
        assertThat(erasures.affected(reference)).as("by reference at any time").hasSize(1);
        index.complete();
        assertThat(erasures.affected("janedoe@gmail.com")).hasSize(2_501);
    }

    @Test
    void completing_the_index_locks_rows_in_the_same_order_as_an_erasure_so_that_they_cannot_deadlock()
            throws Exception {
        var ids = Stream.generate(() -> oldRelease(SPELLING)).limit(50).toList();
        upgrade();
        var ordered = db.sql("SELECT id FROM inquiry ORDER BY id").query(UUID.class).list();
        assertThat(ids).hasSameSizeAs(ordered);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var completion = transaction.execute(status -> {
                lock(ordered.getFirst());
                var completing = threads.submit(index::complete);
                await().until(() -> waitsForALock());
                ordered.forEach(this::lock); // succeeds, otherwise PostgreSQL would detect a deadlock
                return completing;
            });
            assertThat(completion.get()).isEqualTo(50);
        }
    }

    private void lock(UUID inquiry) {
        db.sql("SELECT id FROM inquiry WHERE id = :id FOR NO KEY UPDATE").param("id", inquiry).query(UUID.class)
                .single();
    }

    private boolean waitsForALock() {
        return JdbcClient.create(database)
                .sql("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                        + " AND datname = current_database())")
                .query(Boolean.class).single();
    }

    @Test
    void once_it_is_complete_the_check_scans_no_table() {
        upgrade();
        db.sql("""
                INSERT INTO inquiry (id, reference, form, language, submitted_at, content_hash, event, email_hash, mailbox_hash)
                SELECT gen_random_uuid(), n::text, 'f', 'en', now(), n::text, '{}', n::text, n::text
                FROM generate_series(1, 50000) AS n
                """).update();
        var tables = tablesRead();
        var indexes = indexesRead();
        index.complete();
        await().until(() -> indexesRead() > indexes);
        assertThat(tablesRead()).isEqualTo(tables);
        db.sql("ANALYZE inquiry").update();
        assertThat(String.join("\n", db.sql("EXPLAIN SELECT id FROM inquiry WHERE " + MailboxIndex.OF_MAILBOX)
                .params(index.keys("a@example.net")).query(String.class).list())).doesNotContain("Seq Scan");
    }

    private long tablesRead() {
        return db.sql("SELECT seq_scan FROM pg_stat_user_tables WHERE relname = 'inquiry'").query(Long.class).single();
    }

    private long indexesRead() {
        return db.sql("SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = 'inquiry_mailbox_unset'")
                .query(Long.class).single();
    }

    @Test
    void what_the_previous_release_erases_keeps_no_hash() {
        upgrade();
        var id = oldRelease(SPELLING);
        index.complete();
        db.sql("UPDATE inquiry SET event = NULL, content_hash = '', email_hash = NULL WHERE id = :id").param("id", id)
                .update();
        index.complete();
        assertThat(db.sql("SELECT count(*) FROM inquiry WHERE mailbox_hash IS NULL").query(Integer.class).single())
                .isEqualTo(1);
    }

    @Test
    void what_the_previous_release_stores_of_an_erased_visitor_in_another_spelling_is_erased() {
        upgrade();
        erasures.erase("janedoe@gmail.com");
        var before = oldRelease(SPELLING, Instant.now().minus(1, ChronoUnit.MINUTES));
        var after = oldRelease(SPELLING, Instant.now().plus(1, ChronoUnit.MINUTES));
        index.complete();
        assertThat(db.sql("SELECT id FROM inquiry WHERE event IS NOT NULL").query(UUID.class).list())
                .containsExactly(after).doesNotContain(before);
        assertThat(db.sql("SELECT tombstone_due FROM inquiry WHERE id = :id").param("id", before).query(Boolean.class)
                .single()).isTrue();
    }

    @Test
    void erasures_before_the_upgrade_are_remembered_and_later_ones_are_known_to_the_previous_release() {
        db.sql("INSERT INTO erased_address (hash, erased_at, keep_until) VALUES (:hash, now(), now() + interval '1 day')")
                .param("hash", addresses.of("old@example.net")).update();
        upgrade();
        erasures.erase("new@example.net");
        assertThat(db.sql("SELECT hash FROM erased_address").query(String.class).list())
                .contains(addresses.of("old@example.net"), addresses.of("new@example.net"));
    }

    @Test
    void an_unreadable_event_is_found_by_its_own_spelling_and_blocks_no_other() {
        var unreadable = oldRelease(SPELLING);
        db.sql("UPDATE inquiry SET event = '[]'").update();
        var other = oldRelease(SPELLING);
        upgrade();
        assertThat(erasures.affected("janedoe@gmail.com")).extracting(Erasures.Affected::id).containsExactly(other);
        assertThat(erasures.affected(SPELLING)).extracting(Erasures.Affected::id)
                .containsExactlyInAnyOrder(unreadable, other);
        assertThat(incomplete()).isZero();
    }

    private void upgrade() {
        Engines.migrate(database, "latest");
    }

    private int incomplete() {
        return db.sql("SELECT count(*) FROM inquiry WHERE mailbox_hash IS NULL").query(Integer.class).single();
    }

    private UUID oldRelease(String email) {
        return oldRelease(email, Instant.now());
    }

    /** Stores an inquiry like that release. */
    private UUID oldRelease(String email, Instant submittedAt) {
        var event = Inquiries.another();
        ((ObjectNode) event.get("fields").get(1)).put("value", email);
        var id = UUID.fromString(event.get("id").asString());
        db.sql("""
                INSERT INTO inquiry (id, reference, form, language, submitted_at, content_hash, event, email_hash)
                VALUES (:id, :reference, 'request-info', 'ar', :submittedAt::timestamptz, :id::text, :event::jsonb, :hash)
                """).param("id", id).param("reference", Inquiries.reference(event))
                .param("submittedAt", submittedAt.toString()).param("event", event.toString())
                .param("hash", addresses.of(email)).update();
        return id;
    }
}
