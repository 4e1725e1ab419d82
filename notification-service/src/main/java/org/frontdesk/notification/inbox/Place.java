package org.frontdesk.notification.inbox;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Where a record stands in the topic. */
record Place(TopicPartition partition, long offset) {

    static Place of(ConsumerRecord<?, ?> record) {
        return new Place(partition(record), record.offset());
    }

    static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    /** As operators see it, such as {@code inquiries-3@17}. */
    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}
