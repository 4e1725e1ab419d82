package org.frontdesk.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import org.frontdesk.notification.Engines;
import org.frontdesk.notification.delivery.DeliverySettings;
import org.frontdesk.notification.inquiry.AddressHash;
import org.frontdesk.notification.inquiry.Secrets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

class ReplyLimitsTest {
    private final JdbcClient db = Engines.emptyDatabase();
    private final AddressHash addresses = new AddressHash(Secrets.ofTests());
    private final ReplyLimits limits = limits(new ReplySettings(true, 1, 3, 2, 20, 5, 50));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void with_a_limit_of_zero_every_reply_is_withheld(boolean limited) {
        var none = limits(new ReplySettings(limited, 1, 3, 2, 20, 5, 0));
        assertThat(none.decide("a@example.net", "client").withheld()).isEqualTo("replies are switched off");
        assertThat(none.decide("a@gmail.com", null).withheld()).isEqualTo("replies are switched off");
    }

    @Test
    void the_first_reply_is_sent_immediately() {
        assertThat(limits.decide("a@example.net", "client")).isEqualTo(new ReplyLimits.Decision(null, Duration.ZERO));
    }

    @Test
    void a_second_reply_to_one_mailbox_within_ten_minutes_is_withheld_in_any_spelling() {
        replied("First.Last@gmail.com", "one", "5 minutes");
        assertThat(limits.decide("firstlast+spam@GMAIL.com", "two").withheld()).contains("this address");
        assertThat(limits.decide("someone@gmail.com", "two").withheld()).isNull();
    }

    @Test
    void a_fourth_reply_to_one_mailbox_on_a_day_is_withheld() {
        for (int hours = 1; hours <= 3; hours++) {
            replied("a@example.net", "client " + hours, hours + " hours");
        }
        assertThat(limits.decide("a@example.net", "other").withheld()).contains("this address");
    }

    @Test
    void after_a_day_a_mailbox_gets_replies_again() {
        replied("a@example.net", "client", "25 hours");
        assertThat(limits.decide("a@example.net", "client").withheld()).isNull();
    }

    @Test
    void one_network_cannot_cause_replies_to_many_mailboxes() {
        replied("a@example.net", "client", "1 minute");
        replied("b@example.net", "client", "1 minute");
        assertThat(limits.decide("c@example.net", "client").withheld()).contains("this network");
        assertThat(limits.decide("c@example.net", "other").withheld()).isNull();
    }

    @Test
    void no_reply_is_delayed_beyond_its_expiry() {
        for (int i = 0; i < 30; i++) {
            replied(i + "@flooded.example", "client " + i, "20 minutes");
        }
        assertThat(limits.decide("next@flooded.example", "other").delay()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void above_a_domains_limit_replies_are_delayed_and_none_is_withheld() {
        for (int i = 0; i < 6; i++) {
            replied(i + "@flooded.example", "client " + i, "20 minutes");
        }
        var decision = limits.decide("next@flooded.example", "other");
        assertThat(decision.withheld()).isNull();
        assertThat(decision.delay()).isGreaterThan(Duration.ofMinutes(10));
        assertThat(limits.decide("next@calm.example", "other").delay()).isZero();
    }

    @Test
    void visitors_of_a_large_mail_provider_do_not_wait_for_each_other() {
        for (int i = 0; i < 6; i++) {
            replied(i + "@gmail.com", "client " + i, "20 minutes");
        }
        assertThat(limits.decide("next@gmail.com", "other").delay()).isZero();
    }

    private ReplyLimits limits(ReplySettings settings) {
        var twoHours = new MapConfigurationPropertySource(Map.of("frontdesk.delivery.give-up-reply", "2h"));
        return new ReplyLimits(db, addresses, settings,
                new Binder(twoHours).bindOrCreate("frontdesk.delivery", DeliverySettings.class));
    }

    private void replied(String address, String client, String ago) {
        var inquiry = UUID.randomUUID();
        db.sql("INSERT INTO inquiry (id, reference, form, language, submitted_at, content_hash, event)"
                + " VALUES (:id, 'r', 'f', 'en', now(), :id::text, '{}')").param("id", inquiry)
                .update();
        db.sql("""
                INSERT INTO delivery (id, inquiry_id, kind, recipient, recipient_hash, client, language, state, created_at)
                VALUES (:id, :id, 'reply', :address, :hash, :client, 'en', 'sent', now() - :ago::interval)
                """).param("id", inquiry).param("address", address).param("hash", addresses.ofMailbox(address))
                .param("client", client).param("ago", ago).update();
    }
}
