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
 * Starts one courier for each connection, and ends them: what is in hand is finished, the rest stays due. On platform
 * threads: virtual ones that load the same classes for their first mail pin the few carriers, and then nothing runs.
 */
@Component
class Couriers implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Couriers.class);
    private static final Duration GRACE = Duration.ofSeconds(25);

    private final DeliverySettings settings;
    private final ClaimedAhead claims;
    private final Deliveries deliveries;
    private final Composer composer;
    private final Relay relay;
    private final BackOff backOff;
    private final WakeUp bell;
    private final Loops loops;

    private final List<Thread> threads = new ArrayList<>();
    private SentRecorder scribe;
    private volatile boolean running;

    Couriers(DeliverySettings settings, ClaimedAhead claims, Deliveries deliveries, Composer composer, Relay relay,
            BackOff backOff, WakeUp bell, Loops loops) {
        this.settings = settings;
        this.claims = claims;
        this.deliveries = deliveries;
        this.composer = composer;
        this.relay = relay;
        this.backOff = backOff;
        this.bell = bell;
        this.loops = loops;
    }

    @Override
    public void start() {
        running = true;
        scribe = new SentRecorder(deliveries, settings.poll(), loops);
        for (int i = 1; i <= settings.connections(); i++) {
            var name = "courier-" + i;
            var courier = new Courier(claims, scribe, deliveries, composer, relay, backOff, settings,
                    () -> loops.turned(name));
            threads.add(Thread.ofPlatform().daemon().name(name).start(() -> run(courier, name)));
        }
    }

    @Override
    public boolean isAutoStartup() {
        if (settings.held()) {
            log.warn(
                    "No mail is sent: FRONTDESK_DELIVERY_HELD is set. Look through what is due in the console, discard "
                            + "what was sent before, then start without it");
        }
        return !settings.held();
    }

    private void run(Courier courier, String name) {
        try (courier) {
            while (running) {
                loops.turned(name);
                if (!delivers(courier)) {
                    courier.rest();
                    bell.await();
                }
            }
            loops.ended(name); // not where an error ends it: then it stays down in liveness
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            loops.ended(name);
        }
    }

    /** Whatever happens to one mail, its courier goes on to the next. */
    private static boolean delivers(Courier courier) throws InterruptedException {
        try {
            return courier.deliverNext();
        } catch (RuntimeException | Error e) {
            log.error("A courier dropped a mail, which is taken up again after the lease", e);
            return false;
        }
    }

    @Override
    public void stop() {
        running = false;
        bell.ring();
        var deadline = System.nanoTime() + GRACE.toNanos();
        threads.forEach(thread -> await(thread, deadline));
        threads.clear();
        claims.giveBack();
        scribe.finish(until(deadline));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private static void await(Thread thread, long deadline) {
        try {
            if (!thread.join(until(deadline))) {
                log.error("{} does not end, its mail may go out twice. It is at {}", thread.getName(),
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
