package org.frontdesk.notification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Starts the couriers, wakes them when mail is owed, lets them wait while the relay cannot be used, ends them. */
@Component
class Couriers implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Couriers.class);

    private final DeliverySettings settings;
    private final Deliveries deliveries;
    private final Instance instance;
    private final MailWriter writer;
    private final Relay relay;
    private final BackOff backOff;

    private final Semaphore bell = new Semaphore(0);
    private final List<Thread> threads = new ArrayList<>();
    private Thread heart;
    private volatile boolean running;
    private volatile long heldUntil = System.nanoTime();

    Couriers(DeliverySettings settings, Deliveries deliveries, Instance instance, MailWriter writer, Relay relay,
            BackOff backOff) {
        this.settings = settings;
        this.deliveries = deliveries;
        this.instance = instance;
        this.writer = writer;
        this.relay = relay;
        this.backOff = backOff;
    }

    @Override
    public void start() {
        running = true;
        heart = Thread.ofVirtual().name("heartbeat").start(this::beatUntilStopped);
        for (int i = 1; i <= settings.connections(); i++) {
            var courier = new Courier(this, deliveries, writer, relay.connection(), backOff, settings);
            threads.add(Thread.ofVirtual().name("courier-" + i).start(courier));
        }
    }

    /** What is in hand is finished and written down; the rest stays due. */
    @Override
    public void stop() {
        running = false;
        wake();
        for (var thread : threads) {
            await(thread);
        }
        threads.clear();
        heart.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Mail is owed now: no courier needs to wait for its next look. */
    void wake() {
        bell.release(settings.connections());
    }

    /** Returns when there may be something to do. */
    void awaitWork() throws InterruptedException {
        if (bell.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS)) {
            bell.drainPermits();
        }
    }

    /** Nobody hands over anything for a while: the relay is away or refuses all. */
    void hold(String reason) {
        log.error(
                "The relay cannot be used, so all mail waits: {}. Check SPRING_MAIL_HOST, its log and its credentials.",
                reason);
        heldUntil = System.nanoTime() + settings.hold().toNanos();
    }

    boolean isHeld() {
        return heldUntil - System.nanoTime() > 0;
    }

    private void beatUntilStopped() {
        try {
            while (true) {
                beat();
                Thread.sleep(settings.lease().dividedBy(6));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stopped
        }
    }

    private void beat() {
        try {
            instance.beat();
            var freed = deliveries.freeAbandoned();
            if (freed > 0) {
                log.warn("Took over {} mails of an instance that ended; each may go out twice", freed);
                wake();
            }
        } catch (RuntimeException e) {
            log.warn("The lease is not renewed, is the database away? {}", e.getClass().getSimpleName());
        }
    }

    private static void await(Thread thread) {
        try {
            thread.join(Duration.ofSeconds(25));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
