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
 * Writes down which mails the relay took: at once, and in one commit all that it took while the last was written. The
 * couriers go on meanwhile; they cannot run away, for the next claim needs the database too.
 */
class SentRecorder {
    private static final Logger log = LoggerFactory.getLogger(SentRecorder.class);
    private static final String LOOP = "sent-recorder";

    /** @param reply the relay's 250 line */
    record Sent(Delivery delivery, String reply) {}

    private final Deliveries deliveries;
    private final Duration pause;
    private final LinkedBlockingQueue<Sent> taken = new LinkedBlockingQueue<>();
    private final ExecutorService thread = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().daemon().name(LOOP).factory());
    private final Loops loops;

    /** @param pause before it tries again what the database would not take */
    SentRecorder(Deliveries deliveries, Duration pause, Loops loops) {
        this.deliveries = deliveries;
        this.pause = pause;
        this.loops = loops;
    }

    void sent(Delivery delivery, String reply) {
        taken.add(new Sent(delivery, reply));
        thread.execute(this::writeAll);
    }

    private void writeAll() {
        var all = new ArrayList<Sent>();
        taken.drainTo(all);
        if (!all.isEmpty()) {
            untilWritten(all);
            loops.ended(LOOP);
        }
    }

    /** An outcome that is not written down is a double in the making, so this ends only with the process. */
    private void untilWritten(List<Sent> all) {
        while (true) {
            loops.turned(LOOP);
            try {
                var late = all.size() - deliveries.sent(all);
                if (late > 0) {
                    log.warn("The lease ran out while {} mails were handed over; they may go out twice", late);
                }
                return;
            } catch (RuntimeException e) {
                if (DatabaseErrors.isOne(e)) {
                    writeApart(all);
                    return;
                }
                log.warn("That {} mails were sent is not written yet: {}", all.size(), e.getClass().getSimpleName());
                LockSupport.parkNanos(pause.toNanos());
            }
        }
    }

    /** A reply that the database will never take must hold up no other, nor that its own mail was sent. */
    private void writeApart(List<Sent> all) {
        if (all.size() > 1) {
            all.forEach(each -> untilWritten(List.of(each)));
        } else if (!all.getFirst().reply().isEmpty()) {
            untilWritten(List.of(new Sent(all.getFirst().delivery(), "")));
        } else {
            log.error("Mail {} was sent, which the database refuses to keep", all.getFirst().delivery().id());
        }
    }

    /** Once the couriers have ended: waits until all is written, for as long as is left to this process. */
    void finish(Duration atMost) {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                log.error("{} sent mails are not written down as sent; they may go out twice", taken.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
