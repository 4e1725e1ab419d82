package org.frontdesk.notification.delivery;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.springframework.stereotype.Component;

/**
 * Wakes the couriers as soon as something is due. It is only an optimization: they also poll the database. Not a method
 * of {@link Couriers}, since Spring stops the users of a lifecycle bean before it, and the heartbeat has to stop last.
 */
@Component
public class WakeUp {
    private final Semaphore permits = new Semaphore(0);
    private final DeliverySettings settings;

    WakeUp(DeliverySettings settings) {
        this.settings = settings;
    }

    public void all() {
        permits.drainPermits();
        permits.release(settings.connections());
    }

    /** Returns when there may be something to do. */
    void await() throws InterruptedException {
        permits.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS);
    }
}
