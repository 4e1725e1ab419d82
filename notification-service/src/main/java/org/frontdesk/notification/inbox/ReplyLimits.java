package org.frontdesk.notification.inbox;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.frontdesk.notification.delivery.DeliveryReasons;
import org.frontdesk.notification.delivery.DeliverySettings;
import org.frontdesk.notification.inquiry.AddressHash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Rate limits, so that auto-replies cannot be used to flood a third party. Above the limits per address and per
 * network, replies are withheld. Above those per domain and in total, they are delayed; otherwise one flood would
 * silence everybody.
 */
@Component
class ReplyLimits implements MeterBinder {
    private static final Logger LOG = LoggerFactory.getLogger(ReplyLimits.class);

    /** @param withheld why it is not to be sent; null if it is, after {@code delay} */
    record Decision(String withheld, Duration delay) {}

    /** Mail providers with many users; a limit per domain would affect legitimate visitors. */
    private static final Set<String> PROVIDERS = Set.of("gmail.com", "googlemail.com", "outlook.com", "hotmail.com",
            "live.com", "yahoo.com", "icloud.com", "ukr.net", "i.ua", "meta.ua", "gmx.de", "web.de", "mail.com",
            "proton.me", "aol.com");

    private final JdbcClient db;
    private final AddressHash addresses;
    private final ReplySettings settings;
    private final Duration maxDelay;

    /** A delay is at most half of the time for which a reply is retried, so that the rest is left to send it. */
    ReplyLimits(JdbcClient db, AddressHash addresses, ReplySettings settings, DeliverySettings delivery) {
        this.db = db;
        this.addresses = addresses;
        this.settings = settings;
        this.maxDelay = delivery.giveUpReply().dividedBy(2);
        if (settings.off()) {
            LOG.warn("No visitor gets a reply: FRONTDESK_REPLIES_INALLANHOUR is 0");
        }
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("frontdesk.replies.enabled", settings, each -> each.off() ? 0 : 1)
                .description("0 where no visitor gets a reply, by FRONTDESK_REPLIES_INALLANHOUR=0").register(meters);
    }

    /** @param client the keyed hash of the visitor's network; null if there is none */
    Decision decide(String address, String client) {
        if (settings.off()) {
            return new Decision(DeliveryReasons.REPLIES_OFF, Duration.ZERO);
        }
        if (!settings.limited()) {
            return new Decision(null, Duration.ZERO);
        }
        if (over("recipient_hash", addresses.ofMailbox(address), settings.perAddress(), settings.perAddressADay())) {
            return new Decision("too many replies to this address", Duration.ZERO);
        }
        if (client != null && over("client", client, settings.perClient(), settings.perClientADay())) {
            return new Decision("too many replies for this network", Duration.ZERO);
        }
        return new Decision(null, turn(address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT)));
    }

    private boolean over(String column, String value, int inTenMinutes, int aDay) {
        return db.sql("SELECT count(*) >= :aDay OR count(*) FILTER (WHERE created_at > now() - interval '10 minutes')"
                + " >= :inTenMinutes FROM delivery WHERE kind = 'reply' AND state <> 'withheld' AND " + column
                + " = :value AND created_at > now() - interval '1 day'").param("aDay", aDay)
                .param("inTenMinutes", inTenMinutes).param("value", value).query(Boolean.class).single();
    }

    private Duration turn(String domain) {
        var ofDomain = PROVIDERS.contains(domain)
                ? Duration.ZERO
                : turn(inTheLastHour(" AND split_part(recipient, '@', 2) = :domain", domain),
                        settings.perDomainAnHour());
        var ofAll = turn(inTheLastHour(" AND :domain = :domain", domain), settings.inAllAnHour());
        return Collections.min(List.of(maxDelay, Collections.max(List.of(ofDomain, ofAll))));
    }

    /** Spreads the replies above the limit at the hourly rate. */
    private static Duration turn(long replies, int anHour) {
        return Duration.ofHours(1).dividedBy(anHour).multipliedBy(Math.max(0, replies - anHour + 1));
    }

    private long inTheLastHour(String which, String domain) {
        return db.sql("SELECT count(*) FROM delivery WHERE kind = 'reply' AND state <> 'withheld'"
                + " AND created_at > now() - interval '1 hour'" + which).param("domain", domain).query(Long.class)
                .single();
    }
}
