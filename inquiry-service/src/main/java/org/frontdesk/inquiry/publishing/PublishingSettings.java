package org.frontdesk.inquiry.publishing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param replication copies of the topic when this service has to create it; 3 in production
 * @param inFlight    inquiries that may wait for the broker at once; the next one is told so at once
 */
@Validated
@ConfigurationProperties("frontdesk")
record PublishingSettings(@DefaultValue("1") @Min(1) @Max(9) short replication,
        @DefaultValue("1000") @Min(1) @Max(10_000) int inFlight) {}
