package org.frontdesk.notification.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.frontdesk.notification.database.DatabaseErrors;
import org.frontdesk.notification.liveness.Loops;
import org.frontdesk.notification.mail.Delivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records which mails the relay accepted: immediately, and in one commit all that were accepted during the previous
 * one. The couriers continue in the meantime. They cannot get far ahead, because their next claim needs the database
 * too.
 */
class SentRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(SentRecorder.class);
    private static final String LOOP = "sent-recorder";

    /** @param reply the relay's 250 line */
    record Sent(Delivery delivery, String reply) {}

    private final Deliveries deliveries;
    private final Duration pause;
    private final LinkedBlockingQueue<Sent> accepted = new LinkedBlockingQueue<>();
    private final ExecutorService thread = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().daemon().name(LOOP).factory());
    private final Loops loops;

    /** @param pause before a retry if the database is unavailable */
    SentRecorder(Deliveries deliveries, Duration pause, Loops loops) {
        this.deliveries = deliveries;
        this.pause = pause;
        this.loops = loops;
    }

    void sent(Delivery delivery, String reply) {
        accepted.add(new Sent(delivery, reply));
        thread.execute(this::recordAll);
    }

    private void recordAll() {
        var all = new ArrayList<Sent>();
        accepted.drainTo(all);
        if (!all.isEmpty()) {
            untilRecorded(all);
            loops.ended(LOOP);
        }
    }

    /** Retries until the process ends: an outcome that is not recorded leads to a duplicate. */
    private void untilRecorded(List<Sent> all) {
        while (true) {
            loops.progressed(LOOP);
            try {
                var late = all.size() - deliveries.sent(all);
                if (late > 0) {
                    LOG.warn("The lease expired while {} mails were handed over; they may be sent twice", late);
                }
                return;
            } catch (RuntimeException e) {
                if (DatabaseErrors.isDataError(e)) {
                    recordOneByOne(all);
                    return;
                }
                LOG.warn("{} sent mails are not recorded yet: {}", all.size(), e.getClass().getSimpleName());
                LockSupport.parkNanos(pause.toNanos());
            }
        }
    }

    /** A reply that the database rejects must not block other mails, nor the fact that its own mail was sent. */
    private void recordOneByOne(List<Sent> all) {
        if (all.size() > 1) {
            all.forEach(each -> untilRecorded(List.of(each)));
        } else if (!all.getFirst().reply().isEmpty()) {
            untilRecorded(List.of(new Sent(all.getFirst().delivery(), "")));
        } else {
            LOG.error("Delivery {} was sent, but the database refuses to record it", all.getFirst().delivery().id());
        }
    }

    /** Called after the couriers have stopped: waits until everything is recorded, at most for the given time. */
    void finish(Duration timeout) {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.error("{} sent mails are not recorded as sent; they may be sent twice", accepted.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
