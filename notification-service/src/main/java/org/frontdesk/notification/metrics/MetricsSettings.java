package org.frontdesk.notification.metrics;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param every how often the metrics are read; only validated here, because {@code @Scheduled} reads it itself
 * @param oldestAlert health is down while an alert is owed for longer
 */
@ConfigurationProperties("frontdesk.watch")
record MetricsSettings(@NotNull @DurationMin(millis = 100) @DurationMax(minutes = 10) Duration every,
        @DefaultValue("5m") @DurationMin(seconds = 1) @DurationMax(days = 1) Duration oldestAlert) {}
