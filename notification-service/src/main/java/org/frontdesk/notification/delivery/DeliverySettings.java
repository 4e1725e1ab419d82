package org.frontdesk.notification.delivery;

import java.time.Duration;
import java.util.List;

import org.frontdesk.notification.Delivery;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mails are handed over.
 *
 * @param connections to the relay at once, each kept by one courier
 * @param lease after which the claims of an instance that no longer beats are free; it beats six times in it
 * @param poll how often to look for due mails where nothing woke a courier
 * @param backOff waits between attempts, the last one repeated; each is varied by a fifth
 * @param hold how long all wait after the relay could not be used
 * @param giveUpAlert how long an alert is tried
 * @param giveUpReply how long a reply is tried, which later would only puzzle the visitor; and a digest, till the next
 * @param afterDot how long to wait for the relay's answer to a mail's end: ten minutes (RFC 5321, 4.5.3.2.6), or copies
 *            follow
 * @param held hands nothing over, so that after a restore an operator sees first what would be sent a second time
 */
@ConfigurationProperties("frontdesk.delivery")
record DeliverySettings(@DefaultValue("4") int connections, @DefaultValue("30s") Duration lease,
        @DefaultValue("1s") Duration poll, @DefaultValue( {
                "10s", "1m", "5m", "15m", "30m", "1h"}) List<Duration> backOff,
        @DefaultValue("10s") Duration hold, @DefaultValue("5d") Duration giveUpAlert,
        @DefaultValue("24h") Duration giveUpReply, @DefaultValue("10m") Duration afterDot,
        @DefaultValue("false") boolean held){

    DeliverySettings {
        require(connections > 0, "connections", "1 or more");
        require(lease.isPositive(), "lease", "a positive duration such as 30s");
        require(poll.isPositive(), "poll", "a positive duration such as 1s");
        require(afterDot.isPositive(), "after-dot", "a positive duration such as 10m");
        require(!backOff.isEmpty(), "back-off", "one duration or more, such as 10s,1m");
    }

    Duration giveUp(Delivery.Kind kind) {
        return switch (kind) {
            case alert, notice -> giveUpAlert;
            case reply, digest -> giveUpReply;
        };
    }

    private static void require(boolean holds, String key, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("frontdesk.delivery." + key + ": expected " + expected);
        }
    }
}
