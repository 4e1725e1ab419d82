package org.frontdesk.notification.digest;

import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The daily digest to staff.
 *
 * @param at when it is owed, in the clinic's time zone; a text, because Spring would parse a time by the system's
 *        locale
 * @param every how often to check whether it is due; only validated here, because {@code @Scheduled} reads it itself
 * @param old the age from which a delivery that is still owed is listed
 * @param late how long it may be unsent before health is down
 */
@ConfigurationProperties("frontdesk.digest")
record DigestSettings(
        @DefaultValue("08:00") @Pattern(regexp = "([01]?\\d|2[0-3]):[0-5]\\d", message = "must be a time of day from 00:00 to 23:59, such as 08:00") String at,
        @NotNull @DurationMin(millis = 100) @DurationMax(hours = 1) Duration every,
        @DefaultValue("1h") @DurationMin(seconds = 1) @DurationMax(days = 7) Duration old,
        @DefaultValue("1h") @DurationMin(seconds = 1) @DurationMax(hours = 23) Duration late) {

    LocalTime time() {
        return LocalTime.parse(at, DateTimeFormatter.ofPattern("H:mm"));
    }
}
