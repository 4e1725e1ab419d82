package org.frontdesk.notification.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.MeterRegistry;
import org.frontdesk.notification.Engines;
import org.frontdesk.notification.inquiry.Inquiries;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Replies are off (FRONTDESK_REPLIES_INALLANHOUR=0), and canaries are not mailed (the default). With its own topic and
 * database.
 */
@DirtiesContext
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = {"frontdesk.site=../site",
        "frontdesk.secret=a secret of the tests, long enough", "frontdesk.replies.in-all-an-hour=0",
        "frontdesk.delivery.lease=3s", "frontdesk.watch.every=1s", "management.server.port=0",
        "spring.cloud.stream.bindings.inbox-in-0.destination=" + SwitchedOffTest.TOPIC,
        "frontdesk.operators=operator:$2a$10$tJuE2AyydiG2.UvyNr2q/eQuFzM529XoUb1rGFJ0JopD9O.IutrUS"})
class SwitchedOffTest {
    static final String TOPIC = "inquiries-switched-off";
    private static final int RECORDS = 200;

    @Autowired
    private JdbcClient db;
    @Autowired
    private MeterRegistry meters;
    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void engines(DynamicPropertyRegistry properties) {
        Engines.create(TOPIC);
        Engines.connect(properties);
        properties.add("spring.datasource.url", Engines::newDatabase);
    }

    @Test
    void every_alert_is_sent_and_every_reply_is_withheld_with_the_reason() {
        var events = IntStream.range(0, RECORDS).mapToObj(i -> Inquiries.another()).toList();
        events.forEach(event -> Engines.publishTo(TOPIC, event.get("id").asString(), event.toString()));
        await().atMost(Duration.ofSeconds(60)).until(() -> count("kind = 'alert' AND state = 'sent'") == RECORDS);
        assertThat(count("kind = 'reply' AND state = 'withheld' AND reason = 'replies are switched off'"))
                .isEqualTo(RECORDS);
        assertThat(events).map(Inquiries::reference).allSatisfy(SwitchedOffTest::onlyStaffWasTold);
    }

    @Test
    void the_metrics_and_the_console_show_that_replies_are_off() {
        assertThat(meters.get("frontdesk.replies.enabled").gauge().value()).isZero();
        assertThat(Browser.loggedIn(port).page("/console")).contains("FRONTDESK_REPLIES_INALLANHOUR is 0");
    }

    @Test
    void without_a_sink_a_canary_is_stored_and_mailed_to_nobody_and_its_age_is_reported() {
        var canary = Inquiries.canary();
        Engines.publishTo(TOPIC, canary.get("id").asString(), canary.toString());
        await().atMost(Duration.ofSeconds(40)).ignoreExceptions().untilAsserted(
                () -> assertThat(meters.get("frontdesk.last.canary.seconds").tag("language", "ar").gauge().value())
                        .isLessThan(60));
        assertThat(count("inquiry_id = '" + canary.get("id").asString() + "'")).isZero();
        assertThat(Engines.MAILBOX.about(Inquiries.reference(canary))).isEmpty();
    }

    private static void onlyStaffWasTold(String reference) {
        assertThat(Engines.MAILBOX.about(reference)).singleElement()
                .satisfies(mail -> assertThat(mail.recipient()).isEqualTo("arabic@example.org"));
    }

    private int count(String which) {
        return db.sql("SELECT count(*) FROM delivery WHERE " + which).query(Integer.class).single();
    }
}
