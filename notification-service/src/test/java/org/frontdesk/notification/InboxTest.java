package org.frontdesk.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(webEnvironment = WebEnvironment.NONE, properties = "frontdesk.site=../site")
class InboxTest {
    @Autowired
    JdbcClient db;

    @DynamicPropertySource
    static void engines(DynamicPropertyRegistry properties) {
        Engines.connect(properties);
    }

    @Test
    void an_event_becomes_an_alert_and_a_reply() {
        var event = Inquiries.another();
        Inquiries.publish(event);
        await().untilAsserted(() -> assertThat(Engines.MAILBOX.about(Inquiries.reference(event)))
                .extracting(Mailbox.Received::recipient)
                .containsExactlyInAnyOrder("arabic@example.org", "visitor@example.net"));
    }
}
