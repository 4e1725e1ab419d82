package org.frontdesk.notification;

import java.time.Instant;
import java.util.function.BooleanSupplier;

import jakarta.mail.internet.MimeMessage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims one mail after the other, hands it to the relay on its own kept connection, and writes down the outcome. */
class Courier implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Courier.class);

    private final Couriers couriers;
    private final Deliveries deliveries;
    private final MailWriter writer;
    private final RelayConnection relay;
    private final BackOff backOff;
    private final DeliverySettings settings;

    Courier(Couriers couriers, Deliveries deliveries, MailWriter writer, RelayConnection relay, BackOff backOff,
            DeliverySettings settings) {
        this.couriers = couriers;
        this.deliveries = deliveries;
        this.writer = writer;
        this.relay = relay;
        this.backOff = backOff;
        this.settings = settings;
    }

    @Override
    public void run() {
        try (relay) {
            while (couriers.isRunning()) {
                if (couriers.isHeld() || !deliverNext()) {
                    relay.closeIfIdle();
                    couriers.awaitWork();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there was one. A database that is away is waited for, whatever it says. */
    private boolean deliverNext() throws InterruptedException {
        try {
            var claimed = deliveries.claim();
            if (claimed.isPresent()) {
                settle(claimed.get(), deliver(claimed.get()));
            }
            return claimed.isPresent();
        } catch (RuntimeException e) {
            log.warn("No mail can be claimed: {}; trying again", e.getClass().getSimpleName());
            return false;
        }
    }

    private Outcome deliver(Delivery delivery) {
        MimeMessage mail;
        var inquiry = deliveries.inquiry(delivery.inquiryId());
        try {
            mail = writer.write(delivery, inquiry);
        } catch (Exception e) {
            log.error("Mail {} cannot be composed", delivery.id(), e);
            return new Outcome.Refused("cannot be composed: " + e.getClass().getSimpleName());
        }
        return relay.send(mail);
    }

    private void settle(Delivery delivery, Outcome outcome) throws InterruptedException {
        switch (outcome) {
            case Outcome.Sent(var reply) -> untilWritten(delivery, () -> deliveries.sent(delivery, reply));
            case Outcome.Refused(var reason) -> untilWritten(delivery, () -> deliveries.dead(delivery, reason));
            case Outcome.Unknown(var reason) -> untilWritten(delivery,
                    () -> deliveries.doubtful(delivery, reason, backOff.after(1)));
            case Outcome.Held(var reason) -> {
                couriers.hold(reason);
                untilWritten(delivery, () -> deliveries.again(delivery, reason, settings.hold()));
            }
            case Outcome.Later(var reason) -> untilWritten(delivery, () -> later(delivery, reason));
        }
    }

    private boolean later(Delivery delivery, String reason) {
        var givenUp = delivery.owedSince().plus(settings.giveUp(delivery.kind())).isBefore(Instant.now());
        return givenUp
                ? deliveries.dead(delivery, "given up: " + reason)
                : deliveries.again(delivery, reason, backOff.after(delivery.attempt()));
    }

    /** An outcome that is not written down is a double in the making, so this ends only with the process. */
    private void untilWritten(Delivery delivery, BooleanSupplier write) throws InterruptedException {
        while (true) {
            try {
                if (!write.getAsBoolean()) {
                    log.warn("Mail {}: the lease ran out while it was handed over; it may go out twice", delivery.id());
                }
                return;
            } catch (RuntimeException e) {
                log.warn("The outcome of mail {} is not written yet: {}", delivery.id(), e.getClass().getSimpleName());
                Thread.sleep(settings.poll());
            }
        }
    }
}
