package org.frontdesk.inquiry.spam;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param minimumTime between drawing a form and sending it; who is faster is no person, or pasted a prepared text
 * @param links       that a message may hold before it looks like advertising
 */
@ConfigurationProperties("frontdesk.spam")
record SpamSettings(@DefaultValue("3s") Duration minimumTime, @DefaultValue("2") int links) {}
