package org.frontdesk.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.frontdesk.notification.Engines;
import org.frontdesk.notification.Inquiries;
import org.frontdesk.notification.RunningServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.node.ObjectNode;

class CouriersTest extends RunningServiceTest {
    @Autowired
    Couriers couriers;

    @Test
    void a_stop_finishes_what_is_in_hand_and_leaves_the_rest_due_so_that_none_is_in_doubt() {
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
