package org.frontdesk.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.frontdesk.notification.inquiry.Inquiries;
import org.frontdesk.notification.inquiry.InquirySubmitted.Spam;
import org.frontdesk.notification.inquiry.InquirySubmitted.Value;
import org.frontdesk.notification.inquiry.InquirySubmitted.Verdict;
import org.frontdesk.notification.inquiry.InquirySubmitted;
import org.frontdesk.notification.mail.Delivery.Kind;
import org.frontdesk.notification.site.TestSite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Who gets which mail, in which language, and who never gets one. Nothing is recorded, so there is no database. */
class OwedDeliveriesTest {
    private final OwedDeliveries owed = new OwedDeliveries(null, TestSite.read().site(),
            new OwedDeliveries.CanarySettings(""));

    @ParameterizedTest
    @ValueSource(strings = {"mailer-daemon", "MAILER-DAEMON", "postmaster", "noreply", "no-reply", "no_reply",
            "no.reply",
            "do-not-reply", "noreply+tag", "news-request", "owner-news", "news-owner", "news-bounces", "bounce-17",
            "news-subscribe", "news-unsubscribe", "neuro-list", "listserv", "majordomo", "auto-reply"})
    void automatic_senders_and_mailing_lists_get_no_reply(String local) {
        assertThat(reply("ar", local + "@example.net").withheld()).isEqualTo("no-reply address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"desk@example.org", "Head@Example.org", "answers@example.org", "bounces@example.org",
            "desk+web@example.org"})
    void the_clinics_own_addresses_get_no_reply(String own) {
        assertThat(reply("en", own).withheld()).isEqualTo("no-reply address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"visitor@example.net", "alist@example.net", "owner@example.net", "listen@example.net",
            "requests@example.net", "+49301234567@example.net"})
    void people_get_a_reply(String visitor) {
        assertThat(reply("en", visitor).withheld()).isNull();
        assertThat(reply("ar", visitor).language()).isEqualTo("ar");
    }

    @Test
    void a_route_decides_the_language_of_alerts_and_whether_they_are_minimal() {
        assertThat(mails("ar", "general", "v@example.net")).filteredOn(mail -> mail.kind() == Kind.alert)
                .singleElement().satisfies(alert -> {
                    assertThat(alert.recipient()).isEqualTo("arabic@example.org");
                    assertThat(alert.language()).isEqualTo("ar");
                    assertThat(alert.minimal()).isTrue();
                });
        assertThat(mails("de", "general", "v@example.net")).filteredOn(mail -> mail.kind() == Kind.alert)
                .singleElement().satisfies(alert -> {
                    assertThat(alert.language()).isEqualTo("uk");
                    assertThat(alert.minimal()).isFalse();
                });
    }

    @Test
    void a_canary_is_mailed_to_its_sink_and_without_one_to_nobody() {
        var site = TestSite.read().site();
        assertThat(
                new OwedDeliveries(null, site, new OwedDeliveries.CanarySettings("canaries@example.org"))
                        .forInquiry(canary()))
                .extracting(OwedDeliveries.NewDelivery::recipient)
                .containsExactly("canaries@example.org", "canaries@example.org");
        assertThat(owed.forInquiry(canary())).isEmpty();
    }

    private static InquirySubmitted canary() {
        return JsonMapper.shared().readValue(Inquiries.canary().toString(), InquirySubmitted.class);
    }

    private OwedDeliveries.NewDelivery reply(String language, String address) {
        return mails(language, "spinal-muscular-atrophy", address).stream().filter(mail -> mail.kind() == Kind.reply)
                .findFirst().orElseThrow();
    }

    private List<OwedDeliveries.NewDelivery> mails(String language, String topic, String address) {
        return owed.forInquiry(
                new InquirySubmitted(UUID.randomUUID(), "k7m4-2qxz-9tbd", Instant.now(), "request-info", topic,
                        language, null, List.of(new Value("email", address)), List.of(),
                        new Spam(Verdict.clear, List.of()), "x", null, false));
    }
}
