package org.frontdesk.notification.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.frontdesk.notification.liveness.Loops;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Starts one courier per connection, and stops them gracefully: deliveries in hand are finished, the rest stays due.
 * Couriers run on platform threads. Virtual threads that load the same classes for their first mail pin the few carrier
 * threads, and then nothing runs.
 */
@Component
class Couriers implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Couriers.class);
    private static final Duration GRACE = Duration.ofSeconds(25);

    private final DeliverySettings settings;
    private final ClaimedAhead claimed;
    private final Deliveries deliveries;
    private final Composer composer;
    private final Relay relay;
    private final WakeUp wakeUp;
    private final Loops loops;
    private final List<Thread> threads = new ArrayList<>();
    private SentRecorder recorder;
    private volatile boolean running;

    Couriers(DeliverySettings settings, ClaimedAhead claimed, Deliveries deliveries, Composer composer, Relay relay,
            WakeUp wakeUp, Loops loops) {
        this.settings = settings;
        this.claimed = claimed;
        this.deliveries = deliveries;
        this.composer = composer;
        this.relay = relay;
        this.wakeUp = wakeUp;
        this.loops = loops;
    }

    @Override
    public void start() {
        running = true;
        recorder = new SentRecorder(deliveries, settings.poll(), loops);
        for (int i = 1; i <= settings.connections(); i++) {
            var name = "courier-" + i;
            var courier = new Courier(claimed, recorder, deliveries, composer, relay, settings,
                    () -> loops.progressed(name));
            threads.add(Thread.ofPlatform().daemon().name(name).start(() -> run(courier, name)));
        }
    }

    @Override
    public boolean isAutoStartup() {
        if (settings.held()) {
            LOG.warn("No mail is sent: FRONTDESK_DELIVERY_HELD is set. Review what is due in the console, discard what"
                    + " was sent before, then restart without it");
        }
        return !settings.held();
    }

    private void run(Courier courier, String name) {
        try (courier) {
            while (running) {
                loops.progressed(name);
                if (!delivers(courier)) {
                    courier.rest();
                    wakeUp.await();
                }
            }
            loops.ended(name); // not if an error ends it: then liveness stays down
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            loops.ended(name);
        }
    }

    /** Whatever happens to one delivery, its courier continues with the next. */
    private static boolean delivers(Courier courier) throws InterruptedException {
        try {
            return courier.deliverNext();
        } catch (RuntimeException | Error e) {
            LOG.error("A courier dropped a delivery, which is retried after the lease", e);
            return false;
        }
    }

    @Override
    public void stop() {
        running = false;
        wakeUp.all();
        var deadline = System.nanoTime() + GRACE.toNanos();
        threads.forEach(thread -> await(thread, deadline));
        threads.clear();
        claimed.giveBack();
        recorder.finish(until(deadline));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private static void await(Thread thread, long deadline) {
        try {
            if (!thread.join(until(deadline))) {
                LOG.error("{} does not stop, its mail may be sent twice. It is at {}", thread.getName(),
                        Loops.place(thread));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration until(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }
}
