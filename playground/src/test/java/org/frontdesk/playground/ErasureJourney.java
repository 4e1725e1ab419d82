package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** A visitor's data is erased, and then the whole topic is replayed. */
class ErasureJourney {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String EMAIL = "qzerased@example.net";
    /** Each is part of the visitor's text. */
    private static final List<String> MARKS = List.of("qzname", "qzerased", "7946 0777", "qzmessage", "qzpage",
            "qzextra",
            "qzsecond", "قزرسالة");

    @Test
    void an_erased_person_is_in_no_table_and_no_record_and_gets_no_mail_when_the_topic_is_replayed() throws Exception {
        await().atMost(PATIENCE).until(ErasureJourney::nothingIsOwed);
        var erased = List.of(referenceOf(inquiry()), Frontdesk.reference(Frontdesk.submit(again())));
        var other = Frontdesk.reference(Frontdesk.submit(Map.of("email", "qzother@example.net", "message", "qzstays",
                "language", "en", "topic", "general", "consent", true)));
        await().atMost(PATIENCE).until(() -> Frontdesk.mailsAbout(other).size() == 2
                && erased.stream().allMatch(reference -> Frontdesk.mailsAbout(reference).size() == 2));
        var mails = mailsAboutAnybody();
        assertThat(marksInTheDatabase()).containsExactlyElementsOf(MARKS);
        assertThat(marksInTheTopic()).containsExactlyElementsOf(MARKS);

        var receipt = Frontdesk.asOperator("/erasures", Map.of("email", EMAIL));
        assertThat(receipt.body()).contains(erased).doesNotContain(EMAIL);
        assertThat(marksInTheDatabase()).isEmpty();

        readTheTopicAgain();
        assertThat(mailsAboutAnybody()).isEqualTo(mails);
        assertThat(marksInTheDatabase()).isEmpty();
        assertThat(Frontdesk.count("SELECT count(*) FROM inquiry WHERE reference IN ('" + String.join("', '", erased)
                + "') AND (event IS NOT NULL OR email_hash IS NOT NULL OR mailbox_hash IS NOT NULL OR content_hash <> '')"))
                .isZero();

        try (var _ = new Compaction(Topic.INQUIRIES)) {
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(marksInTheTopic()).isEmpty());
        }
        assertThat(Topic.INQUIRIES.holds("qzstays")).as("another visitor's inquiry still exists").isTrue();
    }

    private static Map<String, String> inquiry() {
        return Map.of("name", "qzname", "email", EMAIL, "phone", "+44 20 7946 0777", "message", "qzmessage قزرسالة",
                "page", "https://www.example.org/qzpage", "topic", "general", "consent", "true", "extra", "qzextra");
    }

    private static Map<String, Object> again() {
        return Map.of("email", "QZerased@Example.net", "message", "qzsecond", "topic", "general", "consent", true);
    }

    private static String referenceOf(Map<String, String> inquiry) {
        return Frontdesk.submitForm(inquiry).headers().firstValue("Location").orElseThrow()
                .replaceFirst(".*[?&]ref=", "");
    }

    /** A killed consumer stays in its group for some seconds; until then offsets cannot be reset. */
    private static void readTheTopicAgain() {
        var notification = Frontdesk.playground().service(Playground.NOTIFICATION);
        await().atMost(PATIENCE).until(ErasureJourney::nothingIsOwed);
        var consumed = Frontdesk.count("SELECT sum(records) FROM account");
        notification.kill();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> Topic.INQUIRIES.rewind("notification"));
        var records = Topic.INQUIRIES.unread("notification");
        notification.start();
        await().atMost(PATIENCE).until(
                () -> Frontdesk.count("SELECT sum(records) FROM account") >= consumed + records && nothingIsOwed());
    }

    /** Nothing is left to process: no mail, no tombstone, no record. */
    private static boolean nothingIsOwed() {
        return Frontdesk.count("SELECT (SELECT count(*) FROM delivery WHERE state IN ('due', 'sending'))"
                + " + (SELECT count(*) FROM inquiry WHERE tombstone_due)") == 0
                && Topic.INQUIRIES.unread("notification") == 0;
    }

    private static Map<String, Long> mailsAboutAnybody() throws SQLException {
        return Frontdesk.mailsAbout(texts("SELECT reference FROM inquiry"));
    }

    private static List<String> marksInTheTopic() {
        var records = Topic.INQUIRIES.records().stream().filter(record -> record.value() != null).map(Topic::value);
        var bytes = Frontdesk.playground().kept(Topic.INQUIRIES.name());
        assertThat(bytes).isNotEmpty();
        return marksIn(Stream.concat(records, Stream.of(new String(bytes.getBytes(StandardCharsets.ISO_8859_1),
                StandardCharsets.UTF_8))).toList());
    }

    /** Every column of every table, as in a dump. */
    private static List<String> marksInTheDatabase() throws SQLException {
        var tables = texts("SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables"
                + " WHERE table_schema NOT IN ('pg_catalog', 'information_schema')");
        assertThat(tables).contains("public.inquiry", "public.delivery", "public.operator_action");
        var rows = new ArrayList<String>();
        for (var table : tables) {
            rows.addAll(texts("SELECT each::text FROM " + table + " AS each"));
        }
        return marksIn(rows);
    }

    private static List<String> texts(String sql) throws SQLException {
        try (var connection = Frontdesk.database(); var found = connection.createStatement().executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (found.next()) {
                texts.add(found.getString(1));
            }
            return texts;
        }
    }

    private static List<String> marksIn(List<String> texts) {
        return MARKS.stream().filter(mark -> texts.stream().anyMatch(text -> holds(text, mark))).toList();
    }

    /** Case-insensitive, and also in the notation of bytea. */
    private static boolean holds(String text, String mark) {
        var lower = text.toLowerCase(Locale.ROOT);
        return lower.contains(mark)
                || lower.contains(HexFormat.of().formatHex(mark.getBytes(StandardCharsets.UTF_8)));
    }
}
