package org.frontdesk.notification.inbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.support.converter.BatchMessageConverter;
import org.springframework.kafka.support.converter.BatchMessagingMessageConverter;

/** How the binder hands batches to the {@link Inbox}; named in application.yml. */
@Configuration(proxyBeanMethods = false)
class InboxConfiguration {

    /** The whole record with its own headers, not a list of each part. */
    @Bean
    BatchMessageConverter wholeRecords() {
        var converter = new BatchMessagingMessageConverter();
        converter.setRawRecordHeader(true);
        return converter;
    }

    /** @param replication of the dead topic, 3 in production; more than 9 is a typo */
    @ConfigurationProperties("frontdesk")
    record TopicSettings(@DefaultValue("1") @Min(1) @Max(9) int replication) {}
}
