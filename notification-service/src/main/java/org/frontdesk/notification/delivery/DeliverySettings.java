package org.frontdesk.notification.delivery;

import java.time.Duration;
import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;

import org.frontdesk.notification.mail.Delivery;
import org.frontdesk.notification.settings.CheckedSettings;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.Errors;

/**
 * How mails are handed over. The bounds are wide enough for tests; beyond them the service would not deliver.
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
public record DeliverySettings(@DefaultValue("4") @Min(1) @Max(100) int connections,
        @DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(minutes = 10) Duration lease,
        @DefaultValue("1s") @DurationMin(millis = 1) @DurationMax(minutes = 1) Duration poll,
        @DefaultValue( {
                "10s", "1m", "5m", "15m", "30m",
                "1h"}) @NotEmpty List<@DurationMin(millis = 1) @DurationMax(days = 1) Duration> backOff,
        @DefaultValue("10s") @DurationMin(millis = 10) @DurationMax(hours = 1) Duration hold,
        @DefaultValue("5d") @DurationMin(seconds = 1) @DurationMax(days = 30) Duration giveUpAlert,
        @DefaultValue("24h") @DurationMin(seconds = 1) @DurationMax(days = 30) Duration giveUpReply,
        @DefaultValue("10m") @DurationMin(seconds = 1) @DurationMax(hours = 1) Duration afterDot,
        @DefaultValue("false") boolean held) implements CheckedSettings{

    /** What contradicts itself though each of the two is possible. */
    @Override
    public void check(Errors errors) {
        if (lease.compareTo(poll) < 0) {
            errors.rejectValue("lease", "poll", "must not be shorter than frontdesk.delivery.poll, which is " + poll);
        }
        if (!backOff.isEmpty()) {
            expectASecondTry("giveUpAlert", giveUpAlert, errors);
            expectASecondTry("giveUpReply", giveUpReply, errors);
        }
    }

    private void expectASecondTry(String field, Duration giveUp, Errors errors) {
        if (giveUp.compareTo(backOff.getFirst()) < 0) {
            errors.rejectValue(field, "backOff",
                    "must not be shorter than the first wait of frontdesk.delivery.back-off,"
                            + " which is " + backOff.getFirst() + ", or nothing is tried a second time");
        }
    }

    Duration giveUp(Delivery.Kind kind) {
        return switch (kind) {
            case alert, notice -> giveUpAlert;
            case reply, digest -> giveUpReply;
        };
    }
}
