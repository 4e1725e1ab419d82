package org.frontdesk.notification.inbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.KafkaException.Level;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ListenerContainerPauseService;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Reads a partition again from the first record that is not stored, indefinitely and with back-off, while the others
 * continue. The consumer still polls while a partition is paused, so an outage of hours causes no rebalance, and later
 * records are read as well. Spring's DefaultErrorHandler would retry only the same records, so no later one could be
 * stored.
 */
@Component
class PartitionRetry implements CommonErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionRetry.class);

    private final Progress progress;
    private final ListenerContainerPauseService pauses;

    PartitionRetry(Progress progress, TaskScheduler scheduler) {
        this.progress = progress;
        this.pauses = new ListenerContainerPauseService(null, scheduler);
    }

    @Override
    public boolean seeksAfterHandling() {
        return true;
    }

    /** @throws KafkaException always, so that the container does not commit what is not stored */
    @Override
    public void handleBatch(Exception failure, ConsumerRecords<?, ?> batch, Consumer<?, ?> consumer,
            MessageListenerContainer container, Runnable listener) {
        var from = unfinished(failure, batch);
        from.forEach((partition, offset) -> {
            if (!continuePastSuspect(partition, consumer)) {
                seek(partition, offset, consumer);
                pauses.pausePartition(container, partition, progress.pause(partition));
            }
        });
        commitTheRest(batch, from, consumer);
        throw new KafkaException("Reading again from " + from, Level.DEBUG, failure);
    }

    /**
     * If only a later record can prove that a record is at fault, reading continues after it, and returns to it at the
     * end of the partition. The committed offset stays before it.
     */
    private boolean continuePastSuspect(TopicPartition partition, Consumer<?, ?> consumer) {
        var next = progress.next(partition);
        if (next.isEmpty()) {
            return false;
        }
        seek(partition, next.getAsLong(), consumer);
        return consumer.currentLag(partition).orElse(0) > 0;
    }

    /** Seeking to the present position would discard the records that were fetched ahead. */
    private void seek(TopicPartition partition, long offset, Consumer<?, ?> consumer) {
        if (consumer.position(partition) != offset) {
            consumer.seek(partition, offset);
        }
        progress.readsFrom(partition, offset);
    }

    private Map<TopicPartition, Long> unfinished(Exception failure, ConsumerRecords<?, ?> batch) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PartitionsWait wait) {
                return wait.from();
            }
        }
        var all = new HashMap<TopicPartition, Long>();
        var records = new ArrayList<ConsumerRecord<?, ?>>();
        batch.forEach(records::add);
        progress.waits(records, "it fails with "
                + NestedExceptionUtils.getMostSpecificCause(failure).getClass().getSimpleName());
        batch.partitions().forEach(partition -> all.put(partition, Math.min(
                batch.records(partition).getFirst().offset(), progress.first(partition).orElse(Long.MAX_VALUE))));
        return all;
    }

    /** Otherwise partitions without new records would seem to lag behind. */
    private static void commitTheRest(ConsumerRecords<?, ?> batch, Map<TopicPartition, Long> from,
            Consumer<?, ?> consumer) {
        var next = new HashMap<TopicPartition, OffsetAndMetadata>();
        batch.nextOffsets().forEach((partition, offset) -> next.put(partition,
                from.containsKey(partition) ? new OffsetAndMetadata(from.get(partition)) : offset));
        try {
            consumer.commitSync(next);
        } catch (RuntimeException e) {
            LOG.debug("Not committed; the records are read again as duplicates after a restart", e);
        }
    }

    @Override
    public void handleOtherException(Exception failure, Consumer<?, ?> consumer, MessageListenerContainer container,
            boolean batchListener) {
        LOG.error("Cannot read the topic, retrying: {}", failure.toString());
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions,
            Runnable publishPause) {
        progress.keepOnly(consumer.assignment());
    }
}
