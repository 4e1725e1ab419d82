package org.frontdesk.notification.delivery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Spring Boot's own setting of how many connections to the database there are. */
@ConfigurationProperties("spring.datasource.hikari")
record PoolSettings(@DefaultValue("10") @Min(1) @Max(500) int maximumPoolSize) {}
