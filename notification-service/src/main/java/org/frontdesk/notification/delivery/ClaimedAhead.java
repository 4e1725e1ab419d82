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
 * Deliveries that this instance has claimed but no courier has started. It claims several at a time because each claim
 * costs a commit, but only a few: each one is a possible duplicate after a crash, and waits while the relay is slow.
 */
@Component
class ClaimedAhead {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimedAhead.class);
    private static final int MAX_PER_COURIER = 4;
    private static final Duration AHEAD = Duration.ofMillis(20);
    private static final Duration FRESH = Duration.ofMillis(100);

    private record Claimed(Delivery delivery, long at) {}

    private final Deliveries deliveries;
    private final InstanceLease lease;
    private final int couriers;
    private final Duration poll;
    private final LinkedBlockingQueue<Claimed> ahead = new LinkedBlockingQueue<>();
    private final ReentrantLock claiming = new ReentrantLock();
    private volatile int batch;
    private long claimedAt;

    ClaimedAhead(Deliveries deliveries, InstanceLease lease, DeliverySettings settings) {
        this.deliveries = deliveries;
        this.lease = lease;
        this.couriers = settings.connections();
        this.poll = settings.poll();
        this.batch = couriers;
        this.claimedAt = lease.now();
    }

    /** The next delivery to hand over; empty if none is due, or none can be claimed at the moment. */
    Optional<Delivery> next() throws InterruptedException {
        if (ahead.size() <= batch / 2 && claiming.tryLock()) {
            claimAndUnlock();
        }
        var next = ahead.poll();
        // Another courier may be claiming for all of them. If the database hangs, that takes minutes: without a timeout the
        // couriers that wait here would look hung as well.
        if (next == null && claiming.tryLock(poll.toMillis(), TimeUnit.MILLISECONDS)) {
            if (ahead.isEmpty()) {
                claimAndUnlock();
            } else {
                claiming.unlock();
            }
            next = ahead.poll();
        }
        return next == null ? Optional.empty() : ifStillOurs(next);
    }

    private void claimAndUnlock() {
        try {
            var now = lease.now();
            // As many as were recently sent in 20 ms, so that none waits long here, however slow the relay is.
            batch = Math.clamp(batch * AHEAD.toNanos() / Math.max(1, now - claimedAt), couriers,
                    MAX_PER_COURIER * couriers);
            claimedAt = now;
            var claimed = deliveries.claim(batch);
            claimed.forEach(delivery -> ahead.add(new Claimed(delivery, now)));
            if (lease.now() - now > lease.duration().dividedBy(2).toNanos()) {
                LOG.warn("The database took more than half a lease to answer a claim; {} deliveries are given back",
                        claimed.size());
                giveBack(); // keeps them if the database does not accept them
            }
        } catch (RuntimeException e) {
            LOG.warn("Cannot claim deliveries, is the database unavailable? {}", e.getClass().getSimpleName());
        } finally {
            claiming.unlock();
        }
    }

    /** If this instance was stalled for the duration of its lease, others have taken over what it had claimed. */
    private Optional<Delivery> ifStillOurs(Claimed next) throws InterruptedException {
        if (lease.heldSince(next.at())) {
            return lease.now() - next.at() < FRESH.toNanos() ? Optional.of(next.delivery()) : recheck(next);
        }
        ahead.add(next);
        giveBack();
        return Optional.empty();
    }

    /**
     * An erasure, possibly in another instance, also removes claimed deliveries. A claim that is no longer fresh, which
     * happens only if the relay is slow, is checked in the database before it is started. All that wait are checked in
     * the same query.
     */
    private Optional<Delivery> recheck(Claimed next) throws InterruptedException {
        var waiting = new ArrayList<>(List.of(next));
        ahead.drainTo(waiting);
        var now = lease.now();
        try {
            var ours = deliveries.stillClaimed(waiting.stream().map(Claimed::delivery).toList());
            ours.stream().filter(delivery -> delivery != next.delivery())
                    .forEach(delivery -> ahead.add(new Claimed(delivery, now)));
            return ours.contains(next.delivery()) ? Optional.of(next.delivery()) : next();
        } catch (RuntimeException e) {
            LOG.warn("{} claimed deliveries wait, is the database unavailable? {}", waiting.size(),
                    e.getClass().getSimpleName());
            ahead.addAll(waiting);
            return Optional.empty();
        }
    }

    /** Makes all that were not started due again, for any instance. */
    void giveBack() {
        var unstarted = new ArrayList<Claimed>();
        ahead.drainTo(unstarted);
        try {
            deliveries.giveBack(unstarted.stream().map(Claimed::delivery).toList());
        } catch (RuntimeException e) {
            LOG.warn("Cannot give back {} claimed deliveries, is the database unavailable? {}", unstarted.size(),
                    e.getClass().getSimpleName());
            ahead.addAll(unstarted);
        }
    }
}
