package org.frontdesk.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

import org.frontdesk.notification.mail.SampleMails.Sort;
import org.frontdesk.notification.mail.SampleMails.Wanted;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The structure of alerts and replies; their wording is tested by WordingTest. */
class AlertTest {
    private static final Pattern LINK = Pattern.compile("href=\"(mailto:[^\"]*)\"[^>]*>([^<]*)<");

    private static PostOffice postOffice;

    @BeforeAll
    static void open() {
        postOffice = new PostOffice();
    }

    @AfterAll
    static void close() {
        postOffice.close();
    }

    @Test
    void the_answer_link_is_in_the_visitors_language_with_the_reference() throws Exception {
        var link = LINK.matcher(postOffice.sent(Sort.alert, "ar", "en").html());
        assertThat(link.find()).isTrue();
        assertThat(link.group(2)).isEqualTo("Answer in Arabic");
        var parts = link.group(1).replace("&amp;", "&").split("[?&]");
        assertThat(parts[0]).isEqualTo("mailto:visitor@example.net");
        assertThat(decoded(parts[1])).isEqualTo("subject=استفسارك (\u2066k7m4-2qxz-9tbd\u2069)");
        assertThat(decoded(parts[2]))
                .isEqualTo("body=مرحبًا،\r\n\r\n\r\n\r\nمع أطيب التحيات\r\nعيادة المثال لطب الأعصاب");
        assertThat(link.group(1)).matches("[!-~]+");
    }

    @Test
    void fields_are_in_the_forms_order_and_extra_values_come_last() throws Exception {
        var text = postOffice.sent(Sort.alert, "en", "en").text();
        assertThat(text).containsSubsequence("Name: ", "E-mail: ", "Phone: ", "Message", "Year of diagnosis: ",
                "You are: ",
                "Sent along by the website", "campaign: autumn");
    }

    @Test
    void a_subject_starts_with_what_staff_sort_and_search_by() throws Exception {
        assertThat(postOffice.sent(Sort.alert, "ar", "en").subject())
                .isEqualTo("Spinal muscular atrophy · Arabic · k7m4-2qxz-9tbd");
        assertThat(postOffice.sent(Sort.reply, "en", "en").subject()).doesNotContain("Spinal");
    }

    @Test
    void a_minimal_alert_identifies_the_inquiry_and_contains_none_of_the_visitors_words() throws Exception {
        var mail = postOffice.sent(Sort.minimal, "en", "uk");
        assertThat(mail.text()).contains("k7m4-2qxz-9tbd").doesNotContain("Jane", "daughter", "7946 0958", "2024",
                "autumn");
        assertThat(mail.html()).contains("k7m4-2qxz-9tbd").doesNotContain("Jane", "daughter", "7946 0958", "autumn");
    }

    @Test
    void every_attempt_has_the_same_message_id_and_both_mails_of_an_inquiry_the_same_root() throws Exception {
        var inquiry = UUID.randomUUID();
        var event = """
                {"id": "%s", "reference": "k7m4-2qxz-9tbd", "submittedAt": "2026-10-31T18:30:00Z", "form": "request-info",
                 "topic": "general", "language": "en", "fields": [{"name": "email", "value": "visitor@example.net"}],
                 "extra": [], "spam": {"verdict": "clear"}, "contentHash": "x"}
                """.formatted(inquiry);
        var alert = new Delivery(Delivery.id(inquiry, Delivery.Kind.alert, "desk@example.org"), Delivery.Kind.alert,
                "desk@example.org", Locale.ENGLISH, false, 1, 1, Duration.ZERO, event);
        var again = new Delivery(alert.id(), alert.kind(), alert.recipient(), Locale.ENGLISH, true, 2, 2, Duration.ZERO,
                event);
        var reply = new Delivery(Delivery.id(inquiry, Delivery.Kind.reply, "visitor@example.net"), Delivery.Kind.reply,
                "visitor@example.net", Locale.ENGLISH, false, 1, 1, Duration.ZERO, event);
        var first = postOffice.sent(alert);
        assertThat(first.header("Message-ID")).isEqualTo(postOffice.sent(again).header("Message-ID"))
                .isNotEqualTo(postOffice.sent(reply).header("Message-ID")).endsWith("@example.org>");
        assertThat(first.header("References")).isEqualTo("<" + inquiry + "@example.org>")
                .isEqualTo(postOffice.sent(reply).header("References"));
    }

    @Test
    void a_reply_in_office_hours_does_not_say_that_the_office_is_closed() throws Exception {
        assertThat(reply("2026-11-02T10:00:00Z")).doesNotContain("outside our office hours");
        assertThat(reply("2026-10-31T18:30:00Z")).contains("outside our office hours",
                "Back in the office: Monday, November 2, 2026, 9:00\u00A0AM (Kyiv time)");
    }

    @Test
    void holidays_before_the_answer_are_listed() throws Exception {
        assertThat(reply("2026-12-24T10:00:00Z")).contains("Closed on", "Friday, December 25, 2026",
                "Our answer by: Tuesday, December 29, 2026");
        assertThat(reply("2026-11-02T10:00:00Z")).doesNotContain("Closed on");
    }

    private static String reply(String submittedAt) throws Exception {
        return postOffice.samples.write(new Wanted(Sort.reply, "request-info", "en", "en"), "visitor@example.net",
                Instant.parse(submittedAt)).text();
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }
}
