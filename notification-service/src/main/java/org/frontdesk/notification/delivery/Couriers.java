package org.frontdesk.notification.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Starts one courier for each connection, and ends them: what is in hand is finished, the rest stays due. */
@Component
class Couriers implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Couriers.class);
    private static final Duration GRACE = Duration.ofSeconds(25);

    private final DeliverySettings settings;
    private final Claims claims;
    private final Deliveries deliveries;
    private final Composer composer;
    private final Relay relay;
    private final BackOff backOff;
    private final Bell bell;

    private final List<Thread> threads = new ArrayList<>();
    private Scribe scribe;
    private volatile boolean running;

    Couriers(DeliverySettings settings, Claims claims, Deliveries deliveries, Composer composer, Relay relay,
            BackOff backOff, Bell bell) {
        this.settings = settings;
        this.claims = claims;
        this.deliveries = deliveries;
        this.composer = composer;
        this.relay = relay;
        this.backOff = backOff;
        this.bell = bell;
    }

    @Override
    public void start() {
        running = true;
        scribe = new Scribe(deliveries, settings.poll());
        for (int i = 1; i <= settings.connections(); i++) {
            var courier = new Courier(claims, scribe, deliveries, composer, relay, backOff, settings);
            threads.add(Thread.ofVirtual().name("courier-" + i).start(() -> run(courier)));
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

    private void run(Courier courier) {
        try (courier) {
            while (running) {
                if (!delivers(courier)) {
                    courier.rest();
                    bell.await();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
        var deadline = Instant.now().plus(GRACE);
        threads.forEach(thread -> await(thread, deadline));
        threads.clear();
        claims.giveBack();
        scribe.finish(Duration.between(Instant.now(), deadline));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private static void await(Thread thread, Instant deadline) {
        try {
            thread.join(Duration.between(Instant.now(), deadline));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
