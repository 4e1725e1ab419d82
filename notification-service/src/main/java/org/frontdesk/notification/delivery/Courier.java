package org.frontdesk.notification.delivery;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import jakarta.mail.internet.MimeMessage;

import org.frontdesk.notification.Delivery;
import org.frontdesk.notification.Delivery.Kind;
import org.frontdesk.notification.mail.MailWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims one mail after the other, hands it to the relay on its own kept connection, and writes down the outcome. */
class Courier implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Courier.class);

    private final Deliveries deliveries;
    private final MailWriter writer;
    private final Relay relay;
    private final RelayConnection connection;
    private final BackOff backOff;
    private final DeliverySettings settings;

    Courier(Deliveries deliveries, MailWriter writer, Relay relay, BackOff backOff, DeliverySettings settings) {
        this.deliveries = deliveries;
        this.writer = writer;
        this.relay = relay;
        this.connection = relay.connection();
        this.backOff = backOff;
        this.settings = settings;
    }

    /** @return whether there was a mail to deliver */
    boolean deliverNext() throws InterruptedException {
        if (relay.isHeld()) {
            return false;
        }
        var claimed = claim();
        if (claimed.isPresent()) {
            try {
                settle(claimed.get(), handOver(claimed.get()));
            } finally {
                deliveries.letGo(claimed.get());
            }
        }
        return claimed.isPresent();
    }

    /** Nothing is owed just now: lets go of a connection that would only time out. */
    void rest() {
        connection.closeIfIdle();
    }

    private Optional<Delivery> claim() {
        try {
            return deliveries.claim();
        } catch (RuntimeException e) {
            log.warn("No mail can be claimed, is the database away? {}", e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private Outcome handOver(Delivery delivery) {
        MimeMessage mail;
        try {
            mail = writer.write(delivery);
        } catch (Exception e) {
            log.error("Mail {} cannot be composed: {}", delivery.id(), e.getClass().getSimpleName());
            return new Outcome.Refused("cannot be composed: " + e.getClass().getSimpleName());
        }
        return connection.send(mail);
    }

    private void settle(Delivery delivery, Outcome outcome) throws InterruptedException {
        switch (outcome) {
            case Outcome.Sent(var reply) -> untilWritten(delivery, () -> deliveries.sent(delivery, reply));
            case Outcome.Refused(var reason) -> untilWritten(delivery, () -> deliveries.dead(delivery, reason));
            case Outcome.ContentRefused(var reason) -> untilWritten(delivery, () -> contentRefused(delivery, reason));
            case Outcome.Unknown(var reason) -> untilWritten(delivery,
                    () -> deliveries.doubtful(delivery, reason, backOff.after(1)));
            case Outcome.Held(var reason) -> {
                relay.hold(reason);
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

    /** What staff must know goes out at least without the words that were refused. */
    private boolean contentRefused(Delivery delivery, String reason) {
        return delivery.kind() != Kind.reply && !delivery.minimal()
                ? deliveries.againMinimal(delivery, reason)
                : deliveries.dead(delivery, reason);
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

    @Override
    public void close() {
        connection.close();
    }
}
