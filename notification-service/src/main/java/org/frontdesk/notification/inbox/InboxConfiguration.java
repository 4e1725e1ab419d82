package org.frontdesk.notification.inbox;

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
}
