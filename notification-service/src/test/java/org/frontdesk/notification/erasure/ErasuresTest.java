package org.frontdesk.notification.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.frontdesk.notification.Engines;
import org.frontdesk.notification.RunningServiceTest;
import org.frontdesk.notification.inquiry.Inquiries;
import org.frontdesk.notification.site.TestSite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.node.ObjectNode;

@ExtendWith(OutputCaptureExtension.class)
class ErasuresTest extends RunningServiceTest {
    @Autowired
    Erasures erasures;
    @Autowired
    Retention retention;
    @Autowired
    Housekeeping housekeeping;

    @Test
    void after_an_erasure_the_database_contains_nothing_of_the_visitor() {
        var event = published("erased.one@example.net");
        var receipt = erasures.erase("Erased.One@example.net");
        assertThat(receipt.inquiries()).containsExactly(Inquiries.reference(event));
        assertThat(receipt.mails()).isEqualTo(2);
        assertThat(everything()).doesNotContain("erased.one", "Words of erased.one@example.net");
    }

    @Test
    void the_receipt_says_how_many_deliveries_were_in_a_couriers_hands() {
        var event = published("erased.sending@example.net");
        assertThat(erasures.affected(Inquiries.reference(event))).singleElement().extracting(Erasures.Affected::mails)
                .isEqualTo(2);
        db.sql("UPDATE delivery SET state = 'sending', instance_id = (SELECT id FROM instance LIMIT 1), changed_at = now()"
                + " WHERE kind = 'reply' AND inquiry_id = :id").param("id", id(event)).update();
        assertThat(erasures.erase(Inquiries.reference(event)).underWay()).isEqualTo(1);
        var other = published("erased.delivered@example.net");
        assertThat(erasures.erase(Inquiries.reference(other)).underWay()).isZero();
    }

    @Test
    void erasing_one_of_several_with_the_same_content_erases_and_lists_them_all() {
        var first = published("erased.double@example.net");
        var second = inquiryOf("erased.double@example.net");
        Inquiries.publish(second);
        awaitAllBefore();
        db.sql("UPDATE inquiry SET same_as = :first WHERE id = :second").param("first", id(first))
                .param("second", id(second)).update();
        var receipt = erasures.erase(Inquiries.reference(second));
        assertThat(receipt.inquiries()).containsExactlyInAnyOrder(Inquiries.reference(first),
                Inquiries.reference(second));
        assertThat(everything()).doesNotContain("erased.double");
    }

    @Test
    void an_erased_inquiry_that_is_redelivered_mails_nobody_and_restores_nothing() {
        var event = published("erased.two@example.net");
        erasures.erase(Inquiries.reference(event));
        Inquiries.publish(event);
        awaitAllBefore();
        assertThat(Engines.MAILBOX.about(Inquiries.reference(event))).hasSize(2);
        assertThat(everything()).doesNotContain("erased.two");
        await().untilAsserted(() -> assertThat(latest(event).value()).isNull());
    }

    @Test
    void an_event_in_flight_is_stored_as_erased() {
        var event = inquiryOf("erased.three@example.net");
        event.put("submittedAt", Instant.now().minusSeconds(60).toString());
        erasures.erase("erased.three@example.net");
        Inquiries.publish(event);
        awaitAllBefore();
        assertThat(Engines.MAILBOX.about(Inquiries.reference(event))).isEmpty();
        assertThat(everything()).doesNotContain("erased.three");
    }

    @Test
    void an_event_in_flight_with_another_spelling_of_the_mailbox_is_stored_as_erased() {
        var event = inquiryOf("Erased.Spelt+x@googlemail.com");
        event.put("submittedAt", Instant.now().minusSeconds(60).toString());
        erasures.erase("erasedspelt@gmail.com");
        Inquiries.publish(event);
        awaitAllBefore();
        assertThat(Engines.MAILBOX.about(Inquiries.reference(event))).isEmpty();
        assertThat(everything()).doesNotContain("Erased.Spelt");
    }

    @Test
    void a_copy_in_flight_of_an_inquiry_that_was_erased_by_reference_is_stored_and_counted_as_erased() {
        var first = published("erased.copied@example.net");
        var copy = copyOf(first, Instant.parse(first.get("submittedAt").asString()).plusSeconds(599));
        assertThat(erasures.erase(Inquiries.reference(first)).inquiries()).hasSize(1);
        awaitAllBefore();
        var counted = erased();
        Inquiries.publish(copy);
        awaitAllBefore();
        assertThat(Engines.MAILBOX.about(Inquiries.reference(copy))).isEmpty();
        assertThat(mailsOf(copy, "true")).isZero();
        assertThat(everything()).doesNotContain("erased.copied");
        assertThat(erased()).isEqualTo(counted + 1);
        await().untilAsserted(() -> assertThat(latest(copy).value()).isNull());
    }

    private long erased() {
        return db.sql("SELECT coalesce(sum(records), 0) FROM account WHERE became = 'erased'").query(Long.class)
                .single();
    }

    @Test
    void what_is_no_copy_of_an_inquiry_that_was_erased_by_reference_is_mailed() {
        var first = published("erased.nocopy@example.net");
        var later = copyOf(first, Instant.parse(first.get("submittedAt").asString()).plusSeconds(601));
        var spam = inquiryOf("erased.spam@example.net");
        ((ObjectNode) spam.get("spam")).put("verdict", "spam");
        var clear = copyOf(spam, Instant.parse(spam.get("submittedAt").asString()));
        ((ObjectNode) clear.get("spam")).put("verdict", "clear");
        Inquiries.publish(spam);
        var now = inquiryOf("erased.now@example.net");
        now.put("submittedAt", Instant.now().toString());
        Inquiries.publish(now);
        mailsAbout(now, 2);
        for (var event : List.of(first, spam, now)) {
            assertThat(erasures.erase(Inquiries.reference(event)).inquiries()).hasSize(1);
        }
        var again = copyOf(now, Instant.now().plusSeconds(1));
        var canary = copyOf(now, Instant.parse(now.get("submittedAt").asString())).put("canary", true);
        for (var event : List.of(later, clear, again, canary)) {
            Inquiries.publish(event);
            assertThat(mailsAbout(event, 2)).hasSize(2);
        }
    }

    private static ObjectNode copyOf(ObjectNode event, Instant submittedAt) {
        var copy = event.deepCopy();
        var identity = Inquiries.another();
        return copy.put("id", identity.get("id").asString()).put("reference", Inquiries.reference(identity))
                .put("submittedAt", submittedAt.toString());
    }

    @Test
    void an_erased_visitor_may_write_again() {
        erasures.erase("erased.four@example.net");
        var event = inquiryOf("erased.four@example.net");
        event.put("submittedAt", Instant.now().plusSeconds(1).toString());
        Inquiries.publish(event);
        assertThat(mailsAbout(event, 2)).hasSize(2);
    }

    @Test
    void an_erased_inquiry_is_removed_from_the_topic() {
        var event = published("erased.five@example.net");
        erasures.erase(Inquiries.reference(event));
        await().until(() -> Engines.records("inquiries").stream()
                .anyMatch(record -> event.get("id").asString().equals(record.key()) && record.value() == null));
    }

    @Test
    void after_a_restore_a_reread_tombstone_erases_the_visitor_again() {
        var event = published("erased.seven@example.net");
        db.sql("UPDATE delivery SET state = 'due', next_attempt_at = now() + interval '1 hour' WHERE inquiry_id = :id")
                .param("id", id(event)).update();
        var inquiry = backup("inquiry", "id", event);
        var mails = backup("delivery", "inquiry_id", event);
        erasures.erase("erased.seven@example.net");
        await().until(() -> latest(event).value() == null);

        db.sql("DELETE FROM delivery WHERE inquiry_id = :id").param("id", id(event)).update();
        db.sql("DELETE FROM inquiry WHERE id = :id").param("id", id(event)).update();
        db.sql("DELETE FROM erased_address").update();
        restore("inquiry", inquiry);
        restore("delivery", mails);
        assertThat(mailsOf(event, "state = 'due'")).isEqualTo(2);
        assertThat(everything()).contains("erased.seven");
        var missing = missing();

        Engines.publish(event.get("id").asString(), null);
        awaitAllBefore();
        assertThat(everything()).doesNotContain("erased.seven");
        assertThat(mailsOf(event, "state = 'erased'")).isEqualTo(2);
        assertThat(Engines.MAILBOX.about(Inquiries.reference(event))).hasSize(2);
        assertThat(missing()).isEqualTo(missing);
        assertThat(db.sql("SELECT (SELECT sum(mails) FROM mail_count WHERE state = 'erased')"
                + " - (SELECT count(*) FROM delivery WHERE state = 'erased')").query(Long.class).single()).isZero();
        await().untilAsserted(() -> assertThat(db.sql("SELECT count(*) FROM inquiry WHERE tombstone_due")
                .query(Integer.class).single()).isZero());
    }

    /** Its rows, as in a dump. */
    private List<String> backup(String table, String key, ObjectNode event) {
        return db.sql("SELECT to_jsonb(t) FROM " + table + " t WHERE " + key + " = :id").param("id", id(event))
                .query(String.class).list();
    }

    private void restore(String table, List<String> rows) {
        rows.forEach(row -> db.sql("INSERT INTO " + table + " SELECT * FROM jsonb_populate_record(NULL::" + table
                + ", :row::jsonb)").param("row", row).update());
    }

    @Test
    void inquiries_are_erased_after_their_retention() {
        var old = published("erased.six@example.net");
        var fresh = published("kept@example.net");
        db.sql("UPDATE inquiry SET received_at = now() - interval '91 days' WHERE id = :id").param("id", id(old))
                .update();
        db.sql("UPDATE delivery SET changed_at = now() - interval '91 days' WHERE inquiry_id = :id")
                .param("id", id(old))
                .update();
        retention.purge();
        assertThat(everything()).doesNotContain("erased.six").contains("kept@example.net");
        assertThat(fresh).isNotNull();
    }

    @Test
    void withheld_inquiries_have_their_own_retention_and_repeats_that_of_sent_ones() {
        var first = published("kept.first@example.net");
        var suspect = published("kept.suspect@example.net");
        var spam = published("erased.eight@example.net");
        var twice = published("erased.nine@example.net");
        for (var event : List.of(first, suspect, spam, twice)) {
            db.sql("UPDATE inquiry SET received_at = now() - interval '91 days' WHERE id = :id").param("id", id(event))
                    .update();
            db.sql("UPDATE delivery SET created_at = now() - interval '91 days' WHERE inquiry_id = :id")
                    .param("id", id(event)).update();
        }
        db.sql("UPDATE delivery SET state = 'withheld', changed_at = now() - interval '31 days'"
                + " WHERE inquiry_id = :spam OR inquiry_id = :suspect AND kind = 'reply'")
                .param("spam", id(spam)).param("suspect", id(suspect)).update();
        db.sql("DELETE FROM delivery WHERE inquiry_id = :id").param("id", id(twice)).update();
        db.sql("UPDATE inquiry SET same_as = :first WHERE id = :id").param("first", id(first)).param("id", id(twice))
                .update();
        retention.purge();
        assertThat(everything()).doesNotContain("erased.eight", "erased.nine")
                .contains("kept.first@example.net", "kept.suspect@example.net");
    }

    @Test
    void the_audit_and_old_digests_are_purged() {
        for (var old : List.of(true, false)) {
            var name = old ? "long ago" : "lately";
            db.sql("INSERT INTO operator_action (at, operator, action, target, outcome)"
                    + " VALUES (now() - :age::interval, 'anna', 'retry', :name, '')").param("name", name)
                    .param("age", old ? "367 days" : "364 days").update();
            db.sql("INSERT INTO task (id, action, operator, total, beat_at)"
                    + " VALUES (gen_random_uuid(), 'retry', :name, 1, now() - :age::interval)").param("name", name)
                    .param("age", old ? "31 days" : "29 days").update();
            db.sql("INSERT INTO dead_record_done (origin, outcome, at) VALUES (:name, 'discarded', now() - :age::interval)")
                    .param("name", name).param("age", old ? "61 days" : "59 days").update();
            for (var state : List.of("sent", "dead", "withheld")) {
                db.sql("INSERT INTO delivery (id, kind, recipient, language, state, reason, changed_at)"
                        + " VALUES (gen_random_uuid(), 'digest', 'desk@example.org', 'en', :state, :name, now() - :age::interval)")
                        .param("state", state).param("name", name).param("age", old ? "91 days" : "89 days").update();
            }
        }
        retention.forgetOldDigests();
        retention.forgetOldActions();
        assertThat(db.sql("""
                SELECT target FROM operator_action WHERE target IN ('long ago', 'lately')
                UNION ALL SELECT operator FROM task WHERE operator IN ('long ago', 'lately')
                UNION ALL SELECT origin FROM dead_record_done WHERE origin IN ('long ago', 'lately')
                UNION ALL SELECT reason FROM delivery WHERE reason IN ('long ago', 'lately')
                """).query(String.class).list()).hasSize(6).containsOnly("lately");
        db.sql("DELETE FROM delivery WHERE reason = 'lately'").update();
    }

    @Test
    void a_digest_of_this_week_is_kept_however_short_the_retention(@TempDir Path folder)
            throws IOException {
        FileSystemUtils.copyRecursively(Path.of("src/test/resources/site"), folder);
        var site = folder.resolve("site.yml");
        Files.writeString(site, Files.readString(site).replace("sent: 90d", "sent: 1d"));
        for (var days : List.of(2, 7, 9)) {
            db.sql("INSERT INTO delivery (id, kind, recipient, language, state, reason, changed_at) VALUES"
                    + " (gen_random_uuid(), 'digest', 'desk@example.org', 'en', 'sent', :name, now() - :age::interval)")
                    .param("name", "digest of " + days).param("age", days + " days").update();
        }
        new Retention(db, new Removal(db), TestSite.read(folder).site()).forgetOldDigests();
        assertThat(db.sql("DELETE FROM delivery WHERE reason LIKE 'digest of %' RETURNING reason").query(String.class)
                .list()).containsExactlyInAnyOrder("digest of 2", "digest of 7");
    }

    @Test
    void what_is_still_owed_is_kept_whatever_its_age() {
        var event = published("owed@example.net");
        db.sql("UPDATE inquiry SET received_at = now() - interval '200 days' WHERE id = :id").param("id", id(event))
                .update();
        db.sql("UPDATE delivery SET changed_at = now() - interval '200 days', state = 'due', next_attempt_at = now() + interval '1 day'"
                + " WHERE inquiry_id = :id").param("id", id(event)).update();
        retention.purge();
        assertThat(everything()).contains("owed@example.net");
        db.sql("UPDATE delivery SET state = 'sent' WHERE inquiry_id = :id").param("id", id(event)).update();
    }

    @Test
    void an_old_canary_is_purged_and_not_mailed_again_and_the_account_still_adds_up() {
        var event = Inquiries.canary();
        Inquiries.publish(event);
        await().until(() -> mailsOf(event, "state = 'sent'") == 2);
        var missing = missing();
        age(event);
        await().until(() -> {
            retention.purgeCanaries();
            return mailsOf(event, "true") == 0;
        });
        event.put("submittedAt", Instant.now().minus(Duration.ofDays(3)).toString());
        Inquiries.publish(event);
        awaitAllBefore();
        assertThat(db.sql("SELECT count(*) FROM inquiry WHERE id = :id").param("id", id(event)).query(Integer.class)
                .single()).isZero();
        assertThat(Engines.MAILBOX.about(Inquiries.reference(event))).hasSize(2);
        assertThat(missing()).isEqualTo(missing);
    }

    @Test
    void an_old_canary_that_an_inquiry_is_a_repeat_of_is_kept_and_prevents_no_other_from_being_purged() {
        var kept = Inquiries.canary();
        var purged = Inquiries.canary();
        var inquiry = Inquiries.another();
        for (var event : List.of(kept, purged, inquiry)) {
            Inquiries.publish(event);
            await().until(() -> mailsOf(event, "state = 'sent'") == 2);
        }
        db.sql("UPDATE inquiry SET same_as = :canary WHERE id = :id").param("canary", id(kept))
                .param("id", id(inquiry)).update();
        age(kept);
        age(purged);
        await().until(() -> {
            retention.purgeCanaries();
            return mailsOf(purged, "true") == 0;
        });
        assertThat(mailsOf(kept, "true")).isEqualTo(2);
        db.sql("UPDATE inquiry SET same_as = NULL WHERE id = :id").param("id", id(inquiry)).update();
    }

    private void age(ObjectNode canary) {
        db.sql("UPDATE inquiry SET received_at = now() - interval '3 days', submitted_at = now() - interval '3 days'"
                + " WHERE id = :id").param("id", id(canary)).update();
    }

    @Test
    void a_step_of_the_purge_that_fails_is_logged_and_does_not_prevent_the_others(CapturedOutput output) {
        var canary = Inquiries.canary();
        Inquiries.publish(canary);
        await().until(() -> mailsOf(canary, "state = 'sent'") == 2);
        age(canary);
        db.sql("INSERT INTO erased_address VALUES ('old', now(), now() - interval '1 day')").update();
        db.sql("INSERT INTO erased_content VALUES ('old', 'old', now(), 'clear', now(), now() - interval '1 day')")
                .update();
        db.sql("CREATE TABLE hindrance AS SELECT id FROM inquiry WHERE id = :id").param("id", id(canary)).update();
        db.sql("ALTER TABLE hindrance ADD FOREIGN KEY (id) REFERENCES inquiry").update();
        try {
            housekeeping.purge();
        } finally {
            db.sql("DROP TABLE hindrance").update();
        }
        assertThat(output).contains("Cannot purge canaries: DataIntegrityViolationException");
        assertThat(everything()).doesNotContain("(old,");
    }

    /** Counted like in the console. It need not be 0 here, because other tests insert inquiries without the inbox. */
    private long missing() {
        return db.sql("SELECT (SELECT sum(records) FROM account WHERE became IN ('new', 'erased'))"
                + " - (SELECT count(*) FROM inquiry) - (SELECT coalesce(sum(inquiries), 0) FROM purged)")
                .query(Long.class).single();
    }

    private int mailsOf(ObjectNode event, String which) {
        return db.sql("SELECT count(*) FROM delivery WHERE inquiry_id = :id AND " + which).param("id", id(event))
                .query(Integer.class).single();
    }

    private static ConsumerRecord<String, byte[]> latest(ObjectNode event) {
        return Engines.records("inquiries").stream().filter(record -> event.get("id").asString().equals(record.key()))
                .reduce((earlier, later) -> later).orElseThrow();
    }

    private ObjectNode published(String email) {
        var event = inquiryOf(email);
        Inquiries.publish(event);
        mailsAbout(event, 2);
        await().until(() -> db.sql("SELECT count(*) FROM delivery WHERE state = 'sent' AND inquiry_id = :id")
                .param("id", id(event)).query(Integer.class).single() == 2);
        return event;
    }

    private static ObjectNode inquiryOf(String email) {
        var event = Inquiries.another();
        ((ObjectNode) event.get("fields").get(1)).put("value", email);
        ((ObjectNode) event.get("fields").get(2)).put("value", "Words of " + email);
        return event;
    }

    private static UUID id(ObjectNode event) {
        return UUID.fromString(event.get("id").asString());
    }

    private static void awaitAllBefore() {
        var last = Inquiries.another();
        Inquiries.publish(last);
        mailsAbout(last, 2);
    }

    /** Every row of the tables with data of inquiries, as text. */
    private String everything() {
        return String.join("\n", List.of("inquiry", "delivery", "erased_address", "erased_content").stream()
                .flatMap(table -> db.sql("SELECT t::text FROM " + table + " t").query(String.class).list().stream())
                .toList());
    }
}
