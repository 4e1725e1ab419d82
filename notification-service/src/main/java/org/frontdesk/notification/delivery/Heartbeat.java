package org.frontdesk.notification.delivery;

import org.frontdesk.notification.liveness.Loops;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Renews this instance's lease six times per lease. Each time it also takes over the claims of instances whose lease
 * expired, and follows up on dead deliveries.
 */
@Component
class Heartbeat implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final String LOOP = "heartbeat";

    private final InstanceLease lease;
    private final Deliveries deliveries;
    private final FollowUp followUp;
    private final WakeUp wakeUp;
    private final Loops loops;
    private Thread thread;

    Heartbeat(InstanceLease lease, Deliveries deliveries, FollowUp followUp, WakeUp wakeUp, Loops loops) {
        this.lease = lease;
        this.deliveries = deliveries;
        this.followUp = followUp;
        this.wakeUp = wakeUp;
        this.loops = loops;
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().daemon().name(LOOP).start(this::beatUntilStopped);
    }

    @Override
    public void stop() {
        thread.interrupt();
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Starts before the couriers, and stops after them. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }

    private void beatUntilStopped() {
        try {
            while (true) {
                loops.progressed(LOOP);
                beat();
                Thread.sleep(lease.duration().dividedBy(6));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stopped on purpose; after an error liveness stays down
            loops.ended(LOOP);
        }
    }

    void beat() {
        try {
            if (lease.renew()) {
                takeOver();
            }
        } catch (RuntimeException e) {
            LOG.warn("Cannot renew the lease, is the database unavailable? {}", e.getClass().getSimpleName());
            return;
        }
        followUp();
    }

    private void followUp() {
        try {
            if (followUp.run() > 0) {
                wakeUp.all();
            }
        } catch (RuntimeException e) {
            LOG.warn("Cannot follow up on dead deliveries, retrying with the next heartbeat: {}",
                    e.getClass().getSimpleName());
        }
    }

    private void takeOver() {
        var abandoned = deliveries.freeAbandoned();
        if (abandoned > 0) {
            LOG.warn("Took over {} deliveries of an instance that stopped; each may be sent twice", abandoned);
        }
        if (abandoned + deliveries.freeForgotten() > 0) {
            wakeUp.all();
        }
    }
}
