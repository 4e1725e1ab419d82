package org.frontdesk.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.frontdesk.notification.Engines;
import org.frontdesk.notification.RunningServiceTest;
import org.frontdesk.notification.digest.Digests;
import org.frontdesk.notification.inquiry.Inquiries;
import org.frontdesk.notification.liveness.Loops;
import org.frontdesk.notification.mail.Delivery;
import org.frontdesk.notification.mail.DigestWriter;
import org.frontdesk.notification.mail.MailWriter;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

class CouriersTest extends RunningServiceTest {
    @Autowired
    Couriers couriers;
    @Autowired
    private DeliverySettings settings;
    @Autowired
    private ClaimedAhead claimed;
    @Autowired
    private Deliveries deliveries;
    @Autowired
    private MailWriter mailWriter;
    @Autowired
    private DigestWriter digestWriter;
    @Autowired
    private Digests digests;
    @Autowired
    private Relay relay;
    @Autowired
    private WakeUp wakeUp;
    @Autowired
    private Loops loops;

    @Test
    void a_graceful_stop_finishes_deliveries_in_hand_and_leaves_the_rest_due_so_that_none_is_doubtful() {
        var events = Stream.generate(Inquiries::another).limit(40).toList();
        events.forEach(Inquiries::publish);
        await().until(() -> taken(events) > 0);
        couriers.stop();
        try {
            assertThat(mails(events, "state = 'sending'")).isZero();
            assertThat(mails(events, "state = 'sent'")).isEqualTo(taken(events));
        } finally {
            couriers.start();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> mails(events, "state = 'sent'") == 80);
        assertThat(taken(events)).isEqualTo(80);
        assertThat(mails(events, "doubtful > 0")).isZero();
    }

    @Test
    void a_delivery_that_cannot_be_composed_becomes_dead_only_after_another_was_composed() {
        var broken = Inquiries.another();
        couriers.stop();
        try {
            Inquiries.publish(broken);
            await().until(() -> mails(List.of(broken), "state = 'due'") == 2);
            db.sql("UPDATE inquiry SET event = '{}' WHERE id = :id::uuid").param("id", broken.get("id").asString())
                    .update();
        } finally {
            couriers.start();
        }
        await().until(() -> mails(List.of(broken), "reason LIKE 'cannot be composed%'") == 2);
        assertThat(mails(List.of(broken), "state = 'due'")).isEqualTo(2);
        var sound = Inquiries.another();
        Inquiries.publish(sound);
        mailsAbout(sound, 2);
        db.sql("UPDATE delivery SET next_attempt_at = now() WHERE inquiry_id = :id::uuid")
                .param("id", broken.get("id").asString()).update();
        await().until(() -> mails(List.of(broken), "state = 'dead'") == 2);
    }

    @Test
    void a_jvm_error_while_a_mail_is_composed_is_handled_like_an_exception() {
        var broken = Inquiries.another();
        couriers.stop();
        var failing = new Couriers(settings, claimed, deliveries, failingFor(broken), relay, wakeUp, loops);
        failing.start();
        try {
            Inquiries.publish(broken);
            await().until(() -> mails(List.of(broken),
                    "state = 'due' AND reason = 'cannot be composed: NoClassDefFoundError'") == 2);
            var sound = Inquiries.another();
            Inquiries.publish(sound);
            mailsAbout(sound, 2);
            db.sql("UPDATE delivery SET next_attempt_at = now() WHERE inquiry_id = :id::uuid")
                    .param("id", broken.get("id").asString()).update();
            await().until(() -> mails(List.of(broken), "state = 'dead'") == 2);
        } finally {
            failing.stop();
            couriers.start();
        }
    }

    private Composer failingFor(ObjectNode inquiry) {
        return new Composer(mailWriter, digestWriter, digests) {
            @Override
            MimeMessage compose(Delivery delivery) throws MessagingException {
                if (delivery.event() != null && delivery.event().contains(inquiry.get("id").asString())) {
                    throw new NoClassDefFoundError("of a test");
                }
                return super.compose(delivery);
            }
        };
    }

    private static int taken(List<ObjectNode> events) {
        return events.stream().mapToInt(event -> Engines.MAILBOX.about(Inquiries.reference(event)).size()).sum();
    }

    private int mails(List<ObjectNode> events, String which) {
        return db.sql("SELECT count(*) FROM delivery WHERE inquiry_id = ANY (:ids) AND " + which)
                .param("ids", events.stream().map(event -> UUID.fromString(event.get("id").asString()))
                        .toArray(UUID[]::new))
                .query(Integer.class).single();
    }
}
