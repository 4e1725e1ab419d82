package org.frontdesk.notification.digest;

import java.time.Duration;
import java.time.LocalTime;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The daily digest to staff.
 *
 * @param at when it is owed, by the clinic's own clock
 * @param old from which age a mail that is still owed stands in it
 * @param late how long it may be on its way before health is down
 */
@ConfigurationProperties("frontdesk.digest")
record DigestSettings(@DefaultValue("08:00") LocalTime at, @DefaultValue("1h") Duration old,
        @DefaultValue("1h") Duration late) {}
