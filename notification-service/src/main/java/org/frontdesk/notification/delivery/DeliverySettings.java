package org.frontdesk.notification.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;

import org.frontdesk.notification.mail.Delivery;
import org.frontdesk.notification.settings.CheckedSettings;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.stereotype.Component;
import org.springframework.validation.Errors;

/**
 * How deliveries are handed to the relay. The bounds are wide enough for tests; beyond them nothing would be delivered.
 *
 * @param connections to the relay at once, each used by one courier
 * @param lease how long an instance keeps its claims without a heartbeat; it sends six in that time
 * @param poll how often to look for due deliveries if nothing woke the couriers
 * @param backOff waits between attempts, the last one repeated; each is varied by a fifth
 * @param hold how long everything waits after the relay could not be used
 * @param giveUpAlert how long an alert is retried
 * @param giveUpReply how long a reply is retried, since a later one would confuse the visitor; also a digest, which is
 *        replaced by the next
 * @param afterDot how long to wait for the relay's response to the end of a mail: ten minutes (RFC 5321, 4.5.3.2.6);
 *        less causes duplicates
 * @param held sends nothing, so that after a restore an operator can first see what would be sent again
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

    /** Rejects values that contradict each other. */
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

    /** The wait before the next attempt, with jitter, so that a backlog does not come back as one wave. */
    Duration backOffAfter(int attempt) {
        var step = backOff.get(Math.clamp(attempt - 1, 0, backOff.size() - 1));
        return Duration.ofMillis(Math.round(step.toMillis() * ThreadLocalRandom.current().nextDouble(0.8, 1.2)));
    }

    /** Spring Boot's own setting of the connection pool's size. */
    @ConfigurationProperties("spring.datasource.hikari")
    record PoolSettings(@DefaultValue("10") @Min(1) @Max(500) int maximumPoolSize) {}

    /**
     * Fails the startup if there are more couriers than the connection pool can serve: they would delay the inbox and
     * the heartbeat, and an instance whose heartbeat is late loses its claims.
     */
    @Component
    static class EnoughConnections {
        /** The inbox, the heartbeat, the recorder, and one for scheduled tasks and operators. */
        private static final int OTHERS = 4;

        EnoughConnections(DeliverySettings delivery, PoolSettings pool) {
            var needed = delivery.connections() + OTHERS;
            if (pool.maximumPoolSize() < needed) {
                throw new InvalidConfigurationPropertyValueException("spring.datasource.hikari.maximum-pool-size",
                        pool.maximumPoolSize(), "must be greater than or equal to " + needed
                                + ": one for each of frontdesk.delivery.connections, and " + OTHERS + " for all else");
            }
        }
    }
}
