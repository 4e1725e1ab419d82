package org.frontdesk.notification.inbox;

import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Records of these partitions are not stored yet; each partition has to be read again from that offset. */
class PartitionsWait extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Map<TopicPartition, Long> from;

    PartitionsWait(Map<TopicPartition, Long> from) {
        super("Partitions wait: " + from);
        this.from = Map.copyOf(from);
    }

    Map<TopicPartition, Long> from() {
        return from;
    }

    /** The position of a record in the topic. */
    record Place(TopicPartition partition, long offset) {

        static Place of(ConsumerRecord<?, ?> record) {
            return new Place(partition(record), record.offset());
        }

        static TopicPartition partition(ConsumerRecord<?, ?> record) {
            return new TopicPartition(record.topic(), record.partition());
        }

        /** For operators, such as {@code inquiries-3@17}. */
        @Override
        public String toString() {
            return partition + "@" + offset;
        }
    }
}
