package org.frontdesk.notification;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

import org.frontdesk.notification.inquiry.Inquiries;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.node.ObjectNode;

/**
 * The whole service with a real broker, database and SMTP server, the example site, and Spring Boot's defaults for
 * Kubernetes.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = {"frontdesk.site=../site",
        "frontdesk.secret=a secret of the tests, long enough", "frontdesk.replies.limited=false",
        "frontdesk.delivery.lease=3s", "frontdesk.canary-sink=canaries@example.org", "management.server.port=0",
        "spring.main.cloud-platform=kubernetes",
        "frontdesk.operators=operator:$2a$10$tJuE2AyydiG2.UvyNr2q/eQuFzM529XoUb1rGFJ0JopD9O.IutrUS"})
public abstract class RunningServiceTest {
    @Autowired
    protected JdbcClient db;

    @DynamicPropertySource
    static void engines(DynamicPropertyRegistry properties) {
        Engines.connect(properties);
    }

    /** All mails about that inquiry, once there are at least that many. */
    protected static List<Mailbox.Received> mailsAbout(ObjectNode event, int count) {
        var reference = Inquiries.reference(event);
        await().atMost(Duration.ofSeconds(20)).until(() -> Engines.MAILBOX.about(reference).size() >= count);
        return Engines.MAILBOX.about(reference);
    }

    protected static Mailbox.Received alertAbout(ObjectNode event) {
        return to(event, "arabic@example.org");
    }

    protected static Mailbox.Received replyAbout(ObjectNode event) {
        return to(event, "visitor@example.net");
    }

    private static Mailbox.Received to(ObjectNode event, String recipient) {
        return mailsAbout(event, 2).stream().filter(mail -> mail.recipient().equals(recipient)).findFirst()
                .orElseThrow();
    }
}
