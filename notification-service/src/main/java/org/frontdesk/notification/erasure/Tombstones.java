package org.frontdesk.notification.erasure;

import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.frontdesk.notification.inquiry.Topics;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Publishes a tombstone for each erased inquiry, so that compaction removes its event from the topic. */
@Component
class Tombstones {
    private final JdbcClient db;
    private final KafkaTemplate<byte[], byte[]> kafka;

    Tombstones(JdbcClient db, KafkaTemplate<byte[], byte[]> kafka) {
        this.db = db;
        this.kafka = kafka;
    }

    /**
     * Publishes those that are due, at most 500 at a time; they are marked as done once the broker has them.
     *
     * @return how many
     * @throws IllegalStateException if the broker does not have them; they stay due
     */
    @Transactional
    public int publish() {
        var due = db.sql("SELECT id FROM inquiry WHERE tombstone_due LIMIT 500 FOR UPDATE SKIP LOCKED")
                .query(UUID.class)
                .list();
        var sent = due.stream().map(id -> kafka.send(Topics.INQUIRIES, id.toString().getBytes(), null)).toList();
        try {
            for (var each : sent) {
                each.get(30, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while publishing tombstones", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The broker did not accept the tombstones", e);
        }
        return db.sql("UPDATE inquiry SET tombstone_due = false WHERE id = ANY (:ids)")
                .param("ids", due.toArray(UUID[]::new)).update();
    }
}
