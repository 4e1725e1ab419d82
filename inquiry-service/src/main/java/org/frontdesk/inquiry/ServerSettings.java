package org.frontdesk.inquiry;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Spring's own settings that this service relies on, bound a second time to be checked: a time-out of 0 is none to Tomcat,
 * and a port of -1 no server, which nobody would notice before there are visitors.
 */
@Validated
@ConfigurationProperties("server")
record ServerSettings(@DefaultValue("8081") @Min(0) @Max(65_535) int port) {

    /**
     * With a prefix of its own, or its mistakes would be told without where they were made.
     *
     * @param keepAliveTimeout that of the connection where it is not set
     */
    @Validated
    @ConfigurationProperties("server.tomcat")
    record Tomcat(@DefaultValue("10s") @DurationMin(seconds = 1) @DurationMax(minutes = 10) Duration connectionTimeout,
            @DurationMin(seconds = 1) @DurationMax(minutes = 10) Duration keepAliveTimeout,
            @DefaultValue("8192") @Min(10) @Max(100_000) int maxConnections,
            @DefaultValue("1000") @Min(1) @Max(65_535) int acceptCount) {}
}
