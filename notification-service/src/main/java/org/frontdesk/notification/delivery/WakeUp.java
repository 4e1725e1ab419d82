package org.frontdesk.notification.delivery;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.springframework.stereotype.Component;

/** Wakes the couriers as soon as mail is owed. Who misses it looks by itself once in a while: rows are the truth. */
@Component
public class WakeUp {
    private final Semaphore rings = new Semaphore(0);
    private final DeliverySettings settings;

    WakeUp(DeliverySettings settings) {
        this.settings = settings;
    }

    public void ring() {
        rings.drainPermits();
        rings.release(settings.connections());
    }

    /** Returns when there may be something to do. */
    void await() throws InterruptedException {
        rings.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS);
    }
}
