package org.frontdesk.notification.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.frontdesk.notification.mail.Delivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Mails that this instance has claimed and no courier has begun. More than one at a time, since a claim is a commit; but
 * few, since each is a possible double after a crash, and waits behind the others when the relay is slow.
 */
@Component
class ClaimedAhead {
    private static final Logger log = LoggerFactory.getLogger(ClaimedAhead.class);
    private static final int MOST_A_COURIER = 4;
    private static final Duration AHEAD = Duration.ofMillis(20);
    private static final Duration FRESH = Duration.ofMillis(100);

    private record Claimed(Delivery delivery, long at) {}

    private final Deliveries deliveries;
    private final InstanceLease instance;
    private final int couriers;
    private final Duration poll;
    private final LinkedBlockingQueue<Claimed> ahead = new LinkedBlockingQueue<>();
    private final ReentrantLock claiming = new ReentrantLock();
    private volatile int batch;
    private long claimedAt = System.nanoTime();

    ClaimedAhead(Deliveries deliveries, InstanceLease instance, DeliverySettings settings) {
        this.deliveries = deliveries;
        this.instance = instance;
        this.couriers = settings.connections();
        this.poll = settings.poll();
        this.batch = couriers;
    }

    /** The next mail to hand over; nothing where none is due, or none can be claimed for now. */
    Optional<Delivery> next() throws InterruptedException {
        if (ahead.size() <= batch / 2 && claiming.tryLock()) {
            claimAndUnlock();
        }
        var next = ahead.poll();
        // Another courier may just be claiming for all. While the database hangs that takes minutes: without a bound those
        // who wait here would look hung themselves.
        if (next == null && claiming.tryLock(poll.toMillis(), TimeUnit.MILLISECONDS)) {
            if (ahead.isEmpty()) {
                claimAndUnlock();
            } else {
                claiming.unlock();
            }
            next = ahead.poll();
        }
        return next == null ? Optional.empty() : stillOurs(next);
    }

    private void claimAndUnlock() {
        try {
            var now = System.nanoTime();
            // As many as went out lately in a moment: none waits long here, however slow the relay is.
            batch = Math.clamp(batch * AHEAD.toNanos() / Math.max(1, now - claimedAt), couriers,
                    MOST_A_COURIER * couriers);
            claimedAt = now;
            var claimed = deliveries.claim(batch);
            if (System.nanoTime() - now > instance.lease().dividedBy(2).toNanos()) {
                log.warn("The database took more than half a lease to answer a claim; {} mails are given back",
                        claimed.size());
                claimed.forEach(delivery -> ahead.add(new Claimed(delivery, now)));
                giveBack(); // which keeps them where the database does not take them back
                return;
            }
            claimed.forEach(delivery -> ahead.add(new Claimed(delivery, now)));
        } catch (RuntimeException e) {
            log.warn("No mail can be claimed, is the database away? {}", e.getClass().getSimpleName());
        } finally {
            claiming.unlock();
        }
    }

    /** Where this instance stood still for a lease, others have taken over what it had claimed. */
    private Optional<Delivery> stillOurs(Claimed next) throws InterruptedException {
        if (instance.heldLeaseSince(next.at())) {
            return System.nanoTime() - next.at() < FRESH.toNanos() ? Optional.of(next.delivery()) : lookedUp(next);
        }
        ahead.add(next);
        giveBack();
        return Optional.empty();
    }

    /**
     * An erasure, perhaps in another instance, takes a claimed mail too. What waited here, which it does only behind a slow
     * relay, is looked up before it is begun; with all others that wait, so that this costs no question for each mail.
     */
    private Optional<Delivery> lookedUp(Claimed next) throws InterruptedException {
        var waiting = new ArrayList<>(List.of(next));
        ahead.drainTo(waiting);
        var now = System.nanoTime();
        try {
            var ours = deliveries.stillClaimed(waiting.stream().map(Claimed::delivery).toList());
            ours.stream().filter(delivery -> delivery != next.delivery())
                    .forEach(delivery -> ahead.add(new Claimed(delivery, now)));
            return ours.contains(next.delivery()) ? Optional.of(next.delivery()) : next();
        } catch (RuntimeException e) {
            log.warn("{} claimed mails wait, is the database away? {}", waiting.size(), e.getClass().getSimpleName());
            ahead.addAll(waiting);
            return Optional.empty();
        }
    }

    /** Nobody hands these over now: they are due again, for whoever comes first. */
    void giveBack() {
        var unbegun = new ArrayList<Claimed>();
        ahead.drainTo(unbegun);
        try {
            deliveries.giveBack(unbegun.stream().map(Claimed::delivery).toList());
        } catch (RuntimeException e) {
            log.warn("{} claimed mails stay so, is the database away? {}", unbegun.size(),
                    e.getClass().getSimpleName());
            ahead.addAll(unbegun);
        }
    }
}
