package org.frontdesk.notification.inbox;

import java.util.Map;

import org.apache.kafka.common.TopicPartition;

/** Records of these partitions are not stored yet; each partition is to be read again from that offset. */
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
}
