package org.frontdesk.notification.delivery;

import java.util.function.BooleanSupplier;

import jakarta.mail.internet.MimeMessage;

import org.frontdesk.notification.mail.Delivery;
import org.frontdesk.notification.mail.Delivery.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Takes one claimed mail after the other, hands it to the relay on its own kept connection, and sees to the outcome. */
class Courier implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Courier.class);

    private final ClaimedAhead claims;
    private final SentRecorder scribe;
    private final Deliveries deliveries;
    private final Composer composer;
    private final Relay relay;
    private final RelayConnection connection;
    private final BackOff backOff;
    private final DeliverySettings settings;
    private final Runnable turned;

    /** @param turned told that this courier has not come to a standstill, though it cannot go on */
    Courier(ClaimedAhead claims, SentRecorder scribe, Deliveries deliveries, Composer composer, Relay relay,
            BackOff backOff,
            DeliverySettings settings, Runnable turned) {
        this.claims = claims;
        this.scribe = scribe;
        this.deliveries = deliveries;
        this.composer = composer;
        this.relay = relay;
        this.connection = relay.connection();
        this.backOff = backOff;
        this.settings = settings;
        this.turned = turned;
    }

    /** @return whether there was a mail to deliver */
    boolean deliverNext() throws InterruptedException {
        if (relay.isHeld()) {
            claims.giveBack();
            return false;
        }
        var next = claims.next();
        if (next.isPresent()) {
            deliver(next.get());
        }
        return next.isPresent();
    }

    /** Nothing is owed just now: lets go of a connection that would only time out. */
    void rest() {
        connection.closeIfIdle();
    }

    private void deliver(Delivery delivery) throws InterruptedException {
        try {
            settle(delivery, isTooLate(delivery)
                    ? new Outcome.Refused(tooLate(delivery))
                    : handOver(delivery));
        } catch (RuntimeException | Error e) {
            deliveries.letGo(delivery);
            throw e;
        }
    }

    private Outcome handOver(Delivery delivery) {
        MimeMessage mail;
        try {
            mail = composer.write(delivery);
        } catch (DataAccessException e) {
            return new Outcome.Later("cannot be composed, the database is away");
        } catch (Exception | StackOverflowError | LinkageError e) {
            log.error("Mail {} cannot be composed: {}. It is dead once another mail was composed after it",
                    delivery.id(), e.getClass().getSimpleName());
            return composer.outcomeOf(e, delivery);
        }
        return connection.send(mail);
    }

    private void settle(Delivery delivery, Outcome outcome) throws InterruptedException {
        switch (outcome) {
            case Outcome.Sent(var reply) -> scribe.sent(delivery, reply);
            case Outcome.Refused(var reason) -> untilWritten(delivery, () -> deliveries.dead(delivery, reason));
            case Outcome.ContentRefused(var reason) -> untilWritten(delivery, () -> contentRefused(delivery, reason));
            case Outcome.Unknown(var reason) -> untilWritten(delivery,
                    () -> deliveries.doubtful(delivery, reason, backOff.after(1)));
            case Outcome.Held(var reason) -> {
                relay.hold(reason);
                untilWritten(delivery, () -> deliveries.held(delivery, reason, settings.hold()));
            }
            case Outcome.Later(var reason) -> untilWritten(delivery, () -> later(delivery, reason));
        }
    }

    /** However long the relay was away: a late reply would only puzzle the visitor, a late alert is better than none. */
    private boolean isTooLate(Delivery delivery) {
        return (delivery.kind() == Kind.reply || delivery.kind() == Kind.digest) && isGivenUp(delivery);
    }

    /** What was never tried says nothing about the address, so that nobody is told that it cannot be reached. */
    private static String tooLate(Delivery delivery) {
        return delivery.tries() <= 1
                ? "too late: its time was over before the relay could be used"
                : "given up: it could not be handed over in time";
    }

    private boolean isGivenUp(Delivery delivery) {
        return delivery.owedFor().compareTo(settings.giveUp(delivery.kind())) > 0;
    }

    private boolean later(Delivery delivery, String reason) {
        return isGivenUp(delivery)
                ? deliveries.dead(delivery, "given up: " + reason)
                : deliveries.again(delivery, reason, backOff.after(delivery.tries()));
    }

    /** What staff must know goes out at least without the words that were refused. */
    private boolean contentRefused(Delivery delivery, String reason) {
        var mayShorten = delivery.kind() == Kind.alert || delivery.kind() == Kind.notice;
        return mayShorten && !delivery.minimal()
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
                turned.run();
                Thread.sleep(settings.poll());
            }
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
