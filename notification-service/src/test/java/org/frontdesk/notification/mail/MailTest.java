package org.frontdesk.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMultipart;

import org.frontdesk.notification.RunningServiceTest;
import org.frontdesk.notification.inquiry.Inquiries;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the SMTP server receives for an inquiry in Arabic to staff who read English. */
class MailTest extends RunningServiceTest {

    @Test
    void the_alert_shows_the_visitors_words_unchanged_in_their_direction() {
        var alert = alertAbout(published());
        assertThat(alert.text()).contains("مرحبا", "زائرة", "Year of diagnosis: 2024", "campaign: autumn");
        assertThat(alert.html()).contains("lang=\"ar\" dir=\"rtl\"").contains("مرحبا");
    }

    @Test
    void the_alert_is_from_the_clinic_with_replies_to_the_visitor() {
        var alert = alertAbout(published());
        assertThat(alert.header("Reply-To")).isEqualTo("visitor@example.net");
        assertThat(alert.header("From")).contains("desk@example.org");
        assertThat(alert.from()).isEqualTo("bounces@example.org");
    }

    @Test
    void the_alerts_subject_names_topic_language_and_reference() {
        var event = published();
        assertThat(alertAbout(event).subject())
                .isEqualTo("Spinal muscular atrophy · Arabic · " + Inquiries.reference(event));
    }

    @Test
    void the_reply_is_in_the_visitors_language_and_direction() {
        var reply = replyAbout(published());
        assertThat(reply.header("Content-Language")).isEqualTo("ar");
        assertThat(reply.subject()).startsWith("لقد استلمنا استفسارك");
        assertThat(reply.html()).containsPattern("<div [^>]*lang=\"ar\" dir=\"rtl\"").contains("text-align:right");
    }

    @Test
    void numbers_in_the_reply_keep_their_order_in_right_to_left_text() {
        var reply = replyAbout(published());
        assertThat(reply.html()).contains("<span dir=\"ltr\">+44 20 7946 0274</span>");
        assertThat(reply.text()).contains("\u2066+44 20 7946 0274\u2069");
    }

    @Test
    void the_reply_contains_nothing_that_the_visitor_wrote() {
        var event = Inquiries.another();
        ((ArrayNode) event.get("fields")).forEach(field -> {
            if (!field.get("name").asString().equals("email")) {
                ((ObjectNode) field).put("value", "https://evil.example/");
            }
        });
        event.put("page", "https://evil.example/");
        event.put("topic", "evil-words-of-a-visitor");
        Inquiries.publish(event);
        var reply = replyAbout(event);
        assertThat(reply.subject() + reply.text() + reply.html()).doesNotContain("evil");
    }

    @Test
    void a_link_to_another_site_is_not_shown_to_staff() {
        var event = Inquiries.another();
        event.put("page", "https://www.example.org.evil.example/");
        Inquiries.publish(event);
        assertThat(alertAbout(event).text()).doesNotContain("evil");
    }

    @Test
    void markup_typed_by_the_visitor_is_escaped() {
        var event = Inquiries.another();
        ((ObjectNode) event.get("fields").get(2)).put("value", "<img src=x onerror=alert(1)>");
        Inquiries.publish(event);
        assertThat(alertAbout(event).html()).contains("&lt;img src=x").doesNotContain("<img");
    }

    @Test
    void automatic_answers_are_suppressed() {
        var event = published();
        assertThat(alertAbout(event).header("Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(replyAbout(event).header("Auto-Submitted")).isEqualTo("auto-replied");
        assertThat(replyAbout(event).header("X-Auto-Response-Suppress")).isEqualTo("All");
    }

    @Test
    void both_mails_have_their_own_message_id_and_share_a_thread() {
        var event = published();
        var root = "<" + event.get("id").asString() + "@example.org>";
        assertThat(alertAbout(event).header("References")).isEqualTo(root);
        assertThat(replyAbout(event).header("References")).isEqualTo(root);
        assertThat(alertAbout(event).header("Message-ID")).isNotEqualTo(replyAbout(event).header("Message-ID"));
    }

    @Test
    void the_body_is_a_multipart_alternative_with_text_before_html() throws Exception {
        var mail = replyAbout(published()).mail();
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        var parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getBodyPart(0).getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(parts.getBodyPart(1).getContentType()).isEqualTo("text/html; charset=UTF-8");
        assertThat(parts.getCount()).isEqualTo(2);
    }

    private static ObjectNode published() {
        var event = Inquiries.another();
        Inquiries.publish(event);
        return event;
    }
}
