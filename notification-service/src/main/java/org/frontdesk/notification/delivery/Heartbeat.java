package org.frontdesk.notification.delivery;

import org.frontdesk.notification.liveness.Loops;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Beats for this instance six times in a lease. With each beat it takes over the mails of instances that no longer do,
 * and follows up on mails that died.
 */
@Component
class Heartbeat implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
    private static final String LOOP = "heartbeat";

    private final InstanceLease instance;
    private final Deliveries deliveries;
    private final DeliverySettings settings;
    private final FollowUp followUp;
    private final WakeUp bell;
    private final Loops loops;
    private Thread thread;

    Heartbeat(InstanceLease instance, Deliveries deliveries, DeliverySettings settings, FollowUp followUp, WakeUp bell,
            Loops loops) {
        this.instance = instance;
        this.deliveries = deliveries;
        this.settings = settings;
        this.followUp = followUp;
        this.bell = bell;
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

    /** Before the couriers start, and after they ended. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }

    private void beatUntilStopped() {
        try {
            while (true) {
                loops.turned(LOOP);
                beat();
                Thread.sleep(settings.lease().dividedBy(6));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stopped; ended by an error instead, it stays down in liveness
            loops.ended(LOOP);
        }
    }

    private void beat() {
        try {
            if (instance.beat()) {
                takeOver();
            }
        } catch (RuntimeException e) {
            log.warn("The lease is not renewed, is the database away? {}", e.getClass().getSimpleName());
            return;
        }
        followUp();
    }

    private void followUp() {
        try {
            if (followUp.run() > 0) {
                bell.ring();
            }
        } catch (RuntimeException e) {
            log.warn("Mails that died are not followed up yet, trying again with the next beat: {}",
                    e.getClass().getSimpleName());
        }
    }

    private void takeOver() {
        var abandoned = deliveries.freeAbandoned();
        if (abandoned > 0) {
            log.warn("Took over {} mails of an instance that ended; each may go out twice", abandoned);
        }
        if (abandoned + deliveries.freeForgotten() > 0) {
            bell.ring();
        }
    }
}
