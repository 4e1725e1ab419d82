package org.frontdesk.notification.inbox;

import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.converter.BatchMessageConverter;
import org.springframework.kafka.support.converter.BatchMessagingMessageConverter;
import org.springframework.util.backoff.ExponentialBackOff;

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

    /**
     * Tries a batch again without end: what a retry cannot cure went to the dead topic before. The consumer is paused
     * but keeps polling, so that an outage of hours causes no rebalance.
     */
    @Bean
    CommonErrorHandler untilDone() {
        var backOff = new ExponentialBackOff(500, 2);
        backOff.setMaxInterval(10_000);
        var handler = new DefaultErrorHandler(null, backOff);
        // Its own list of hopeless exceptions would skip a batch; none is hopeless here.
        handler.setClassifications(Map.of(), true);
        return handler;
    }
}
