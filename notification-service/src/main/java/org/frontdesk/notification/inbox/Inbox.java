package org.frontdesk.notification.inbox;

import java.util.List;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.frontdesk.notification.delivery.WakeUp;
import org.frontdesk.notification.inquiry.Topics;
import org.frontdesk.notification.liveness.Loops;
import org.springframework.context.event.EventListener;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.stereotype.Component;

/**
 * Processes each batch of the topic: readable records are stored, others become dead letters, and only then are the
 * offsets committed. A record for which neither is possible is read again, see {@link PartitionRetry}.
 */
@Component
class Inbox implements Consumer<Message<List<?>>> {
    private static final String LOOP = "inbox";

    private final BatchStore store;
    private final DeadTopic deadTopic;
    private final Progress progress;
    private final WakeUp wakeUp;
    private final Loops loops;

    Inbox(BatchStore store, DeadTopic deadTopic, Progress progress, WakeUp wakeUp, Loops loops) {
        this.store = store;
        this.deadTopic = deadTopic;
        this.progress = progress;
        this.wakeUp = wakeUp;
        this.loops = loops;
    }

    /** @throws PartitionsWait if a record is neither stored nor in the dead topic */
    @Override
    public void accept(Message<List<?>> batch) {
        loops.progressed(LOOP);
        var records = records(batch);
        store.store(records.stream().filter(record -> !progress.isDone(record))
                .filter(record -> progress.deadReason(record) == null).toList());
        wakeUp.all();
        // After storing, so that a long outage of the database does not fill the dead topic with copies.
        deadLetter(records.stream().filter(record -> progress.deadReason(record) != null).toList());
        progress.finish(records);
    }

    @EventListener(ListenerContainerIdleEvent.class)
    void idle() {
        loops.progressed(LOOP);
    }

    @SuppressWarnings("unchecked")
    private static List<ConsumerRecord<byte[], byte[]>> records(Message<List<?>> batch) {
        return (List<ConsumerRecord<byte[], byte[]>>) batch.getHeaders().get(KafkaHeaders.RAW_DATA);
    }

    private void deadLetter(List<ConsumerRecord<byte[], byte[]>> dead) {
        for (int i = 0; i < dead.size(); i++) {
            try {
                deadTopic.put(dead.get(i), progress.deadReason(dead.get(i)));
                progress.done(dead.get(i));
                loops.progressed(LOOP);
            } catch (RuntimeException e) {
                progress.waits(dead.subList(i, dead.size()), Topics.DEAD + " does not take them ("
                        + NestedExceptionUtils.getMostSpecificCause(e).getClass().getSimpleName() + ")");
                return;
            }
        }
    }
}
