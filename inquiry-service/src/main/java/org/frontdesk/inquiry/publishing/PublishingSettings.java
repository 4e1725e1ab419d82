package org.frontdesk.inquiry.publishing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param replication copies of the topic when this service has to create it; 3 in production
 * @param inFlight    inquiries that may wait for the broker at once; the next one is told so at once
 */
@ConfigurationProperties("frontdesk")
record PublishingSettings(@DefaultValue("1") short replication, @DefaultValue("1000") int inFlight) {}
