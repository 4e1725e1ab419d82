package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parts of the system fail: no confirmed inquiry is lost, and nothing is confirmed that may be lost. */
class FaultJourney {
    private static final int MANY = 200;

    @BeforeEach
    void withAnEmptyMailbox() {
        Frontdesk.emptyMailbox();
    }

    @Test
    void during_a_broker_outage_nothing_is_confirmed_and_afterwards_the_next_submit_works() {
        var broker = Frontdesk.playground().broker();
        broker.kill();
        try {
            var answer = submit("while the broker is away");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.body()).doesNotContain("reference");
        } finally {
            broker.start();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> submit("after it").statusCode() == 202);
    }

    @Test
    void a_redelivered_event_sends_no_second_mail() {
        var reference = Frontdesk.reference(submit("once"));
        awaitMailsAbout(reference);
        var record = Topic.INQUIRIES.recordWith(reference);
        for (int i = 0; i < 10; i++) {
            Topic.INQUIRIES.writeAgain(record);
        }
        // All copies are processed once a later record of the same partition is.
        awaitMailsAbout(laterIn(record.partition()));
        assertThat(Frontdesk.mailsAbout(reference)).hasSize(2);
    }

    @Test
    void an_unreadable_record_in_a_batch_goes_to_the_dead_topic_and_all_others_are_delivered() {
        var notification = Frontdesk.playground().service(Playground.NOTIFICATION);
        var references = new ArrayList<String>();
        notification.kill();
        try {
            for (int i = 0; i < 12; i++) {
                references.add(Frontdesk.reference(submit("good one " + i)));
                Topic.INQUIRIES.write(i, "junk " + i + " {");
            }
        } finally {
            notification.start();
        }
        references.forEach(FaultJourney::awaitMailsAbout);
        for (int i = 0; i < 12; i++) {
            var junk = "junk " + i + " {";
            await().atMost(Duration.ofSeconds(20)).until(() -> Topic.DEAD.holds(junk));
            assertThat(Topic.header(Topic.DEAD.recordWith(junk), "frontdesk-origin"))
                    .matches("inquiries-" + i + "@\\d+");
        }
    }

    @Test
    void a_killed_notification_service_loses_no_mail_and_counts_every_possible_duplicate() throws Exception {
        var notification = Frontdesk.playground().service(Playground.NOTIFICATION);
        var references = new ArrayList<String>();
        try (var visitors = Executors.newFixedThreadPool(8)) {
            var submissions = IntStream.range(0, MANY).mapToObj(i -> visitors.submit(() -> submit("one of many " + i)))
                    .toList();
            await().atMost(Duration.ofSeconds(60)).until(() -> Frontdesk.mailCount() > MANY / 4);
            notification.kill();
            for (Future<HttpResponse<String>> submission : submissions) {
                references.add(Frontdesk.reference(submission.get()));
            }
        }
        notification.start();
        await().atMost(Duration.ofSeconds(120))
                .until(() -> Frontdesk.mailsAbout(references).size() == 2 * MANY && nothingIsOwed());

        var mails = Frontdesk.mailsAbout(references);
        var duplicates = mails.values().stream().mapToLong(times -> times - 1).sum();
        var counted = Frontdesk.count("SELECT sum(doubtful) FROM delivery");
        System.out.printf(
                "%n  killed amid %d inquiries: %d of %d mails delivered, %d duplicates, %d possible duplicates counted%n%n",
                MANY, mails.size(), 2 * MANY, duplicates, counted);
        assertThat(references).doesNotHaveDuplicates().hasSize(MANY);
        assertThat(mails).hasSize(2 * MANY);
        assertThat(duplicates).isLessThanOrEqualTo(counted);
    }

    private static HttpResponse<String> submit(String message) {
        return Frontdesk
                .submit(Map.of("name", "A", "email", "visitor@example.net", "message", message, "language", "en",
                        "topic", "general", "consent", true));
    }

    private static String laterIn(int partition) {
        for (int i = 0; i < 200; i++) {
            var reference = Frontdesk.reference(submit("later " + System.nanoTime()));
            if (Topic.INQUIRIES.recordWith(reference).partition() == partition) {
                return reference;
            }
        }
        throw new AssertionError("None of 200 inquiries is in partition " + partition);
    }

    private static void awaitMailsAbout(String reference) {
        await().atMost(Duration.ofSeconds(30)).until(() -> Frontdesk.mailsAbout(reference).size() == 2);
    }

    private static boolean nothingIsOwed() {
        return Frontdesk.count("SELECT count(*) FROM delivery WHERE state IN ('due', 'sending')") == 0;
    }
}
