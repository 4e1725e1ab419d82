package org.frontdesk.notification.erasure;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** @param tombstonesEvery only checked here, since {@code @Scheduled} reads it itself */
@ConfigurationProperties("frontdesk.erasure")
record ErasureSettings(@NotNull @DurationMin(millis = 10) @DurationMax(hours = 1) Duration tombstonesEvery) {}
