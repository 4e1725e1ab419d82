package org.frontdesk.notification.inbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param replication of the dead topic, 3 in production; more than 9 is a slip of the hand */
@ConfigurationProperties("frontdesk")
record TopicSettings(@DefaultValue("1") @Min(1) @Max(9) int replication) {}
