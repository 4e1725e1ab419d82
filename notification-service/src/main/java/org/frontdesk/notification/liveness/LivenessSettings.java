package org.frontdesk.notification.liveness;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param limit after which a loop without a turn is hung; at its shortest, longer than any loop may sleep */
@ConfigurationProperties("frontdesk.liveness")
public record LivenessSettings(
        @DefaultValue("2m") @DurationMin(minutes = 2) @DurationMax(hours = 1) Duration limit) {}
