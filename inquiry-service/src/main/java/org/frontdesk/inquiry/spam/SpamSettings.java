package org.frontdesk.inquiry.spam;

import java.time.Duration;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param minimumTime between drawing a form and sending it; who is faster is no person, or pasted a prepared text; 0 asks
 *                    for none
 * @param links       that a message may hold before it looks like advertising
 */
@Validated
@ConfigurationProperties("frontdesk.spam")
record SpamSettings(@DefaultValue("3s") @DurationMin @DurationMax(minutes = 10) Duration minimumTime,
        @DefaultValue("2") @Min(0) @Max(1_000) int links) {

    @AssertTrue(message = "minimum-time must be 0 or at least 100ms; a number alone is in milliseconds")
    boolean isMinimumTimeInSeconds() {
        return minimumTime.isZero() || minimumTime.toMillis() >= 100;
    }
}
