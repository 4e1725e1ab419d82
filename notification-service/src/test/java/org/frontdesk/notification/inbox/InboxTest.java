package org.frontdesk.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.frontdesk.notification.Engines;
import org.frontdesk.notification.Mailbox;
import org.frontdesk.notification.RunningServiceTest;
import org.frontdesk.notification.erasure.Erasures;
import org.frontdesk.notification.inbox.InquiryStore.Entry;
import org.frontdesk.notification.inbox.InquiryStore.Tombstone;
import org.frontdesk.notification.inquiry.Inquiries;
import org.frontdesk.notification.inquiry.InquirySubmitted;
import org.frontdesk.notification.inquiry.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@ExtendWith(OutputCaptureExtension.class)
class InboxTest extends RunningServiceTest {
    /** More than one poll returns: see max.poll.records. */
    private static final int TOMBSTONES = 450;

    @Autowired
    private InquiryStore store;
    @Autowired
    private Progress progress;
    @Autowired
    private InboxHealth health;
    @Autowired
    private BindingsLifecycleController bindings;
    @Autowired
    private Erasures erasures;
    @Autowired
    private TransactionTemplate transaction;

    @Test
    void an_inquiry_becomes_one_alert_and_one_reply() {
        var event = Inquiries.another();
        Inquiries.publish(event);
        assertThat(mailsAbout(event, 2)).extracting(Mailbox.Received::recipient)
                .containsExactlyInAnyOrder("arabic@example.org", "visitor@example.net");
    }

    @Test
    void a_redelivered_inquiry_owes_nothing_new() {
        var event = Inquiries.another();
        for (int i = 0; i < 10; i++) {
            Inquiries.publish(event);
        }
        awaitAllBefore();
        assertThat(mailsAbout(event, 2)).hasSize(2);
    }

    @Test
    void equal_content_within_ten_minutes_owes_nothing_new_and_is_found_by_both_references() {
        var first = Inquiries.another();
        var second = Inquiries.another();
        second.set("contentHash", first.get("contentHash"));
        second.put("submittedAt", "2026-11-02T07:39:15.250Z");
        Inquiries.publish(first);
        Inquiries.publish(second);
        awaitAllBefore();
        assertThat(mailsAbout(first, 2)).hasSize(2);
        assertThat(Engines.MAILBOX.about(Inquiries.reference(second))).isEmpty();
        assertThat(db.sql("SELECT same_as FROM inquiry WHERE reference = :reference")
                .param("reference", Inquiries.reference(second)).query(UUID.class).single())
                .isEqualTo(UUID.fromString(first.get("id").asString()));
    }

    @Test
    void equal_content_after_eleven_minutes_is_another_inquiry() {
        var first = Inquiries.another();
        var second = Inquiries.another();
        second.set("contentHash", first.get("contentHash"));
        second.put("submittedAt", "2026-11-02T07:41:16Z");
        Inquiries.publish(first);
        Inquiries.publish(second);
        assertThat(mailsAbout(second, 2)).hasSize(2);
    }

    @Test
    void an_unreadable_record_becomes_a_dead_letter_and_blocks_no_other() {
        var before = Inquiries.another();
        var after = Inquiries.another();
        Inquiries.publish(before);
        Engines.publish("junk", "{\"id\":".getBytes());
        Inquiries.publish(after);
        mailsAbout(before, 2);
        mailsAbout(after, 2);
        assertThat(header(dead("junk"), Topics.REASON)).contains("not an inquiry");
        assertThat(header(dead("junk"), Topics.ORIGIN)).matches("inquiries-0@\\d+");
        assertThat(dead("junk").value()).isEqualTo("{\"id\":".getBytes());
    }

    @Test
    void while_the_dead_topic_is_unavailable_such_a_record_waits_and_is_not_skipped() {
        awaitAllBefore();
        var committed = Engines.records("inquiries").getLast().offset() + 1;
        await().until(() -> Engines.committed() == committed);
        var tried = triedDead();
        Engines.close(Topics.DEAD);
        try {
            Engines.publish("waits", "{".getBytes());
            await().until(() -> triedDead() > tried);
            assertThat(Engines.committed()).isEqualTo(committed);
        } finally {
            Engines.open(Topics.DEAD);
        }
        assertThat(header(dead("waits"), Topics.ORIGIN)).isEqualTo("inquiries-0@" + committed);
        await().until(() -> Engines.committed() > committed);
        assertThat(triedDead()).as("counted once, however often it was tried").isEqualTo(tried + 1);
    }

    /** The count of dead letters, which is increased before they are published. */
    private long triedDead() {
        return consumed("WHERE became = 'dead'");
    }

    @Test
    void a_record_of_another_type_becomes_a_dead_letter() {
        Engines.publish("other", "{}".getBytes(), "org.frontdesk.inquiry.submitted.v2");
        assertThat(header(dead("other"), Topics.REASON)).contains("ce_type is another");
    }

    @Test
    void a_record_without_a_required_member_becomes_a_dead_letter_that_names_it() {
        var event = Inquiries.another();
        event.remove("contentHash");
        Inquiries.publish(event);
        assertThat(header(dead(event.get("id").asString()), Topics.REASON)).contains("contentHash is missing");
    }

    @Test
    void a_record_that_the_database_rejects_becomes_a_dead_letter_and_blocks_no_other() {
        var refused = Inquiries.another();
        refused.put("page", "a\u0000b");
        var after = Inquiries.another();
        Inquiries.publish(refused);
        Inquiries.publish(after);
        mailsAbout(after, 2);
        assertThat(header(dead(refused.get("id").asString()), Topics.REASON)).contains("SQLSTATE 22");
    }

    @Test
    void a_record_that_makes_this_service_fail_becomes_a_dead_letter_once_a_later_record_is_stored() {
        failFor("NEW.form = 'bug'");
        try {
            var bug = Inquiries.another().put("form", "bug");
            Inquiries.publish(bug);
            await().until(() -> !progress.waiting().isEmpty());
            assertThat(progress.waiting().get("inquiries-0")).contains("P0001 at InquiryStore.java");
            assertThat(isDead(bug)).isFalse();
            var after = Inquiries.another();
            Inquiries.publish(after);
            mailsAbout(after, 2);
            assertThat(header(dead(bug.get("id").asString()), Topics.REASON)).contains("P0001 at InquiryStore.java");
        } finally {
            failForNone();
        }
        await().until(() -> progress.waiting().isEmpty());
    }

    @Test
    void a_failure_of_all_records_is_an_outage_and_creates_no_dead_letter(CapturedOutput output) {
        awaitAllBefore();
        var events = Stream.generate(Inquiries::another).limit(3).toList();
        failFor("true");
        try {
            events.forEach(Inquiries::publish);
            await().until(() -> inbox().getStatus().equals(Status.DOWN)
                    && inbox().getDetails().toString().contains("in a row"));
        } finally {
            failForNone();
        }
        events.forEach(event -> mailsAbout(event, 2));
        assertThat(events).noneMatch(InboxTest::isDead);
        await().until(() -> inbox().getStatus().equals(Status.UP));
        assertThat(output.getOut().lines().filter(line -> line.contains("records fail in a row")))
                .singleElement().asString().contains("P0001").doesNotContain("database");
    }

    @Test
    void a_missing_column_is_an_outage_and_creates_no_dead_letter() {
        awaitAllBefore();
        var events = Stream.generate(Inquiries::another).limit(2).toList();
        db.sql("ALTER TABLE inquiry RENAME COLUMN content_hash TO hash_of_content").update();
        try {
            events.forEach(Inquiries::publish);
            await().until(() -> inbox().getDetails().toString().contains("42703"));
        } finally {
            db.sql("ALTER TABLE inquiry RENAME COLUMN hash_of_content TO content_hash").update();
        }
        events.forEach(event -> mailsAbout(event, 2));
        assertThat(events).noneMatch(InboxTest::isDead);
    }

    @Test
    void a_record_that_makes_this_service_fail_is_judged_by_a_later_one_whatever_the_number_of_tombstones_between() {
        awaitAllBeforeAndNoTombstones();
        failFor("NEW.form = 'bug'");
        try {
            var bug = Inquiries.another().put("form", "bug");
            var counted = consumed();
            Inquiries.publish(bug);
            publishMoreThanABatchHolds();
            Engines.publish("unreadable behind " + bug.get("id").asString(), "{".getBytes());
            var after = Inquiries.another();
            Inquiries.publish(after);
            mailsAbout(after, 2);
            assertThat(header(dead(bug.get("id").asString()), Topics.REASON)).contains("P0001 at InquiryStore.java");
            await().until(() -> progress.waiting().isEmpty());
            assertThat(consumed() - counted).as("each counted once").isEqualTo(TOMBSTONES + 3);
            assertThat(Engines.records(Topics.DEAD))
                    .filteredOn(record -> ("unreadable behind " + bug.get("id").asString()).equals(record.key()))
                    .hasSize(1);
        } finally {
            failForNone();
        }
    }

    @Test
    void while_only_tombstones_follow_the_record_waits_uncommitted_and_is_retried_at_the_end() {
        awaitAllBeforeAndNoTombstones();
        failFor("NEW.form = 'bug'");
        var bug = Inquiries.another().put("form", "bug");
        try {
            Inquiries.publish(bug);
            var before = tombstones();
            publishMoreThanABatchHolds();
            await().atMost(Duration.ofSeconds(30)).until(() -> tombstones() == before + TOMBSTONES);
            await().until(() -> inbox().getStatus().equals(Status.DOWN));
            assertThat(Engines.committed()).as("read again from here after a restart or by another instance")
                    .isEqualTo(Engines.records("inquiries").stream()
                            .filter(record -> bug.get("id").asString().equals(record.key())).findFirst().orElseThrow()
                            .offset());
        } finally {
            failForNone();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> progress.waiting().isEmpty());
        assertThat(states(bug)).hasSize(2);
        assertThat(isDead(bug)).isFalse();
    }

    @Test
    void two_records_with_the_same_failure_pause_the_partition_even_with_more_than_a_batch_of_tombstones_between() {
        awaitAllBefore();
        var events = Stream.generate(Inquiries::another).limit(2).toList();
        failFor("true");
        try {
            Inquiries.publish(events.getFirst());
            publishMoreThanABatchHolds();
            Inquiries.publish(events.getLast());
            await().until(() -> inbox().getDetails().toString().contains("in a row"));
        } finally {
            failForNone();
        }
        events.forEach(event -> mailsAbout(event, 2));
        assertThat(events).noneMatch(InboxTest::isDead);
        await().until(() -> inbox().getStatus().equals(Status.UP));
    }

    @Test
    void a_database_outage_while_a_record_becomes_a_dead_letter_loses_no_proof() {
        awaitAllBefore();
        failFor("NEW.form = 'bug'");
        db.sql("CREATE FUNCTION away() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'away' USING ERRCODE = '53100'; END $$").update();
        db.sql("CREATE TRIGGER away BEFORE INSERT ON account FOR EACH ROW WHEN (NEW.became = 'dead')"
                + " EXECUTE FUNCTION away()").update();
        try {
            var bug = Inquiries.another().put("form", "bug");
            var after = Inquiries.another();
            Inquiries.publish(bug);
            Inquiries.publish(after);
            mailsAbout(after, 2);
            await().until(() -> inbox().getDetails().toString().contains("53100"));
            assertThat(isDead(bug)).isFalse();
            db.sql("DROP FUNCTION away CASCADE").update();
            assertThat(header(dead(bug.get("id").asString()), Topics.REASON)).contains("P0001 at InquiryStore.java");
        } finally {
            db.sql("DROP FUNCTION IF EXISTS away CASCADE").update();
            failForNone();
        }
        await().until(() -> progress.waiting().isEmpty());
    }

    @Test
    void after_a_restart_the_record_and_all_later_ones_are_read_again_and_mailed_once() {
        awaitAllBeforeAndNoTombstones();
        failFor("NEW.form = 'bug'");
        var bug = Inquiries.another().put("form", "bug");
        var before = tombstones();
        try {
            Inquiries.publish(bug);
            publishMoreThanABatchHolds();
            await().atMost(Duration.ofSeconds(30)).until(() -> tombstones() == before + TOMBSTONES);
            restart();
            await().atMost(Duration.ofSeconds(30)).until(() -> tombstones() == before + 2 * TOMBSTONES);
        } finally {
            failForNone();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> progress.waiting().isEmpty());
        assertThat(mailsAbout(bug, 2)).hasSize(2);
    }

    @Test
    void a_record_that_is_removed_from_the_topic_while_it_waits_is_reported_and_later_ones_are_all_read(
            CapturedOutput output) {
        awaitAllBefore();
        failFor("NEW.form = 'bug'");
        try {
            var bug = Inquiries.another().put("form", "bug");
            Inquiries.publish(bug);
            await().until(() -> !progress.waiting().isEmpty());
            var offset = Engines.records("inquiries").getLast().offset();
            Engines.deleteRecords("inquiries", offset + 1);
            Inquiries.publish(Inquiries.another());
            publishMoreThanABatchHolds();
            awaitAllBefore();
            await().until(() -> inbox().getStatus().equals(Status.UP));
            await().until(() -> Engines.committed() > offset + TOMBSTONES);
            assertThat(isDead(bug)).isFalse();
            assertThat(output.getOut().lines().filter(line -> line.contains("removed from the topic")))
                    .singleElement().asString().contains("ERROR", "[inquiries-0@" + offset + "]");
        } finally {
            failForNone();
        }
    }

    @Test
    void a_dead_letter_that_is_removed_from_the_topic_before_it_is_published_blocks_nothing(CapturedOutput output) {
        awaitAllBefore();
        Engines.close(Topics.DEAD);
        try {
            Engines.publish("removed", "{".getBytes());
            await().until(() -> inbox().getStatus().equals(Status.DOWN));
            var offset = Engines.records("inquiries").getLast().offset();
            Engines.deleteRecords("inquiries", offset + 1);
            awaitAllBefore();
            await().until(() -> inbox().getStatus().equals(Status.UP));
            await().until(() -> Engines.committed() > offset + 1);
            assertThat(output.getOut()).contains("[inquiries-0@" + offset + "] were removed from the topic");
        } finally {
            Engines.open(Topics.DEAD);
        }
    }

    /**
     * For the inbox: another consumer, which knows only the committed offset. After it, as after a crash, records count
     * twice.
     */
    private void restart() {
        bindings.stop("inbox-in-0");
        progress.keepOnly(Set.of());
        bindings.start("inbox-in-0");
    }

    private static void publishMoreThanABatchHolds() {
        for (int i = 0; i < TOMBSTONES; i++) {
            Engines.publish(UUID.randomUUID().toString(), null);
        }
    }

    private long tombstones() {
        return consumed("WHERE became = 'tombstone'");
    }

    private long consumed() {
        return consumed("");
    }

    private long consumed(String which) {
        return db.sql("SELECT coalesce(sum(records), 0) FROM account " + which).query(Long.class).single();
    }

    /**
     * From now on storing such an inquiry fails with an error that is neither a data error nor an outage of the
     * database.
     */
    private void failFor(String condition) {
        db.sql("CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'bug'; END $$")
                .update();
        db.sql("CREATE TRIGGER fail BEFORE INSERT ON inquiry FOR EACH ROW WHEN (" + condition
                + ") EXECUTE FUNCTION fail()").update();
    }

    private void failForNone() {
        db.sql("DROP FUNCTION fail CASCADE").update();
    }

    private Health inbox() {
        return health.health();
    }

    private static boolean isDead(ObjectNode event) {
        return Engines.records(Topics.DEAD).stream()
                .anyMatch(record -> event.get("id").asString().equals(record.key()));
    }

    @Test
    void a_record_with_json_null_becomes_a_dead_letter() {
        Engines.publish("null", "null".getBytes());
        assertThat(header(dead("null"), Topics.REASON)).contains("the data is null");
    }

    @Test
    void a_record_with_a_key_or_a_time_out_of_bounds_becomes_a_dead_letter() {
        var longKey = Inquiries.another();
        longKey.put("contentHash", "x".repeat(9_000));
        var farAway = Inquiries.another();
        farAway.put("submittedAt", "+1000000000-01-01T00:00:00Z");
        Inquiries.publish(longKey);
        Inquiries.publish(farAway);
        assertThat(header(dead(longKey.get("id").asString()), Topics.REASON)).contains("longer than 100");
        assertThat(dead(farAway.get("id").asString())).isNotNull();
    }

    @Test
    void spam_does_not_prevent_a_later_clear_inquiry_with_the_same_content_from_being_mailed() {
        var spam = Inquiries.another();
        ((ObjectNode) spam.get("spam")).put("verdict", "spam");
        var clear = Inquiries.another();
        clear.set("contentHash", spam.get("contentHash"));
        Inquiries.publish(spam);
        Inquiries.publish(clear);
        assertThat(mailsAbout(clear, 2)).hasSize(2);
    }

    @Test
    void a_canary_and_an_inquiry_with_its_content_are_both_mailed_in_either_order() {
        for (var canaryFirst : List.of(true, false)) {
            var canary = Inquiries.canary();
            var inquiry = Inquiries.another();
            inquiry.set("contentHash", canary.get("contentHash"));
            inquiry.set("submittedAt", canary.get("submittedAt"));
            Inquiries.publish(canaryFirst ? canary : inquiry);
            Inquiries.publish(canaryFirst ? inquiry : canary);
            assertThat(mailsAbout(canary, 2)).hasSize(2);
            assertThat(mailsAbout(inquiry, 2)).hasSize(2);
            assertThat(db.sql("SELECT count(*) FROM inquiry WHERE content_hash = :content AND same_as IS NULL")
                    .param("content", canary.get("contentHash").asString()).query(Integer.class).single()).isEqualTo(2);
        }
    }

    @Test
    void an_erasure_by_reference_waits_for_a_copy_that_is_being_stored_and_erases_it_too() throws Exception {
        var first = Inquiries.another();
        var copy = Inquiries.another();
        copy.set("contentHash", first.get("contentHash"));
        store.write(List.of(entry(first)), List.of(), 0);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var erasure = transaction.execute(status -> {
                store.write(List.of(entry(copy)), List.of(), 0);
                var erasing = threads.submit(() -> erasures.erase(Inquiries.reference(first)));
                await().until(() -> erasing.isDone() || waitsForAnAdvisoryLock());
                return erasing;
            });
            assertThat(erasure.get().inquiries()).containsExactlyInAnyOrder(Inquiries.reference(first),
                    Inquiries.reference(copy));
        }
        assertThat(db.sql("SELECT count(*) FROM inquiry WHERE event IS NOT NULL AND reference = :reference")
                .param("reference", Inquiries.reference(copy)).query(Integer.class).single()).isZero();
    }

    private static Entry entry(ObjectNode event) {
        return new Entry(JsonMapper.shared().readValue(event.toString(), InquirySubmitted.class), event.toString());
    }

    private boolean waitsForAnAdvisoryLock() {
        return db.sql("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")
                .query(Boolean.class).single();
    }

    @Test
    void a_tombstone_is_ignored() {
        var after = Inquiries.another();
        Engines.publish(UUID.randomUUID().toString(), null);
        Engines.publish("no id", null);
        Inquiries.publish(after);
        assertThat(mailsAbout(after, 2)).hasSize(2);
    }

    @Test
    void an_inquiry_read_together_with_its_tombstone_mails_nobody_and_is_not_kept() {
        var event = Inquiries.another();
        var entry = entry(event);
        store.write(List.of(entry), List.of(new Tombstone(entry.inquiry().id()), new Tombstone(null)), 0);
        assertThat(states(event)).containsOnly("erased").hasSize(2);
        assertThat(Engines.MAILBOX.about(Inquiries.reference(event))).isEmpty();
        assertThat(db.sql("SELECT count(*) FROM inquiry WHERE id = :id AND event IS NULL AND email_hash IS NULL")
                .param("id", entry.inquiry().id()).query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void spam_is_stored_but_not_mailed() {
        var event = Inquiries.another();
        ((ObjectNode) event.get("spam")).put("verdict", "spam");
        Inquiries.publish(event);
        awaitAllBefore();
        assertThat(states(event)).containsOnly("withheld");
        assertThat(Engines.MAILBOX.about(Inquiries.reference(event))).isEmpty();
    }

    @Test
    void a_suspect_inquiry_alerts_staff_and_gets_no_reply() {
        var event = Inquiries.another();
        ((ObjectNode) event.get("spam")).put("verdict", "suspect");
        Inquiries.publish(event);
        assertThat(mailsAbout(event, 1)).singleElement().extracting(Mailbox.Received::subject).asString()
                .startsWith("[possible spam]");
        assertThat(states(event)).containsExactlyInAnyOrder("sent", "withheld");
    }

    /** There is one partition, so all earlier records are processed once this one is. */
    private static void awaitAllBefore() {
        var last = Inquiries.another();
        Inquiries.publish(last);
        mailsAbout(last, 2);
    }

    /** An erasure in another test is published as a tombstone a moment later, and would be counted with this test's. */
    private void awaitAllBeforeAndNoTombstones() {
        awaitAllBefore();
        await().until(() -> db.sql("SELECT NOT EXISTS (SELECT FROM inquiry WHERE tombstone_due)").query(Boolean.class)
                .single());
        awaitAllBefore();
    }

    private List<String> states(ObjectNode event) {
        var sql = "SELECT state FROM delivery JOIN inquiry ON inquiry.id = inquiry_id WHERE reference = :reference";
        await().until(() -> !db.sql(sql + " AND state NOT IN ('due', 'sending')")
                .param("reference", Inquiries.reference(event)).query(String.class).list().isEmpty());
        return db.sql(sql).param("reference", Inquiries.reference(event)).query(String.class).list();
    }

    private static ConsumerRecord<String, byte[]> dead(String key) {
        await().until(() -> Engines.records(Topics.DEAD).stream().anyMatch(record -> key.equals(record.key())));
        return Engines.records(Topics.DEAD).stream().filter(record -> key.equals(record.key())).findFirst()
                .orElseThrow();
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
