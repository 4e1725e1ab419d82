package org.frontdesk.notification.delivery;

import java.util.function.BooleanSupplier;

import jakarta.mail.internet.MimeMessage;

import org.frontdesk.notification.mail.Delivery.Kind;
import org.frontdesk.notification.mail.Delivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Hands claimed deliveries to the relay one at a time, on its own open connection, and records their outcomes. */
class Courier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final ClaimedAhead claimed;
    private final SentRecorder recorder;
    private final Deliveries deliveries;
    private final Composer composer;
    private final Relay relay;
    private final RelayConnection connection;
    private final DeliverySettings settings;
    private final Runnable progressed;

    /** @param progressed called to show that this courier is not hung while it retries */
    Courier(ClaimedAhead claimed, SentRecorder recorder, Deliveries deliveries, Composer composer, Relay relay,
            DeliverySettings settings, Runnable progressed) {
        this.claimed = claimed;
        this.recorder = recorder;
        this.deliveries = deliveries;
        this.composer = composer;
        this.relay = relay;
        this.connection = relay.connection();
        this.settings = settings;
        this.progressed = progressed;
    }

    /** @return whether there was something to deliver */
    boolean deliverNext() throws InterruptedException {
        if (relay.isHeld()) {
            claimed.giveBack();
            return false;
        }
        var next = claimed.next();
        if (next.isPresent()) {
            deliver(next.get());
        }
        return next.isPresent();
    }

    /** Nothing is due: closes a connection that would only time out. */
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
            mail = composer.compose(delivery);
        } catch (DataAccessException e) {
            return new Outcome.Later("cannot be composed, the database is away");
        } catch (Exception | StackOverflowError | LinkageError e) {
            LOG.error("Delivery {} cannot be composed: {}. It becomes dead once another mail was composed after it",
                    delivery.id(), e.getClass().getSimpleName());
            return composer.outcomeOf(e, delivery);
        }
        return connection.send(mail);
    }

    private void settle(Delivery delivery, Outcome outcome) throws InterruptedException {
        switch (outcome) {
            case Outcome.Sent(var reply) -> recorder.sent(delivery, reply);
            case Outcome.Refused(var reason) -> untilRecorded(delivery, () -> deliveries.dead(delivery, reason));
            case Outcome.ContentRefused(var reason) -> untilRecorded(delivery, () -> contentRefused(delivery, reason));
            case Outcome.Unknown(var reason) -> untilRecorded(delivery,
                    () -> deliveries.doubtful(delivery, reason, settings.backOffAfter(1)));
            case Outcome.Held(var reason) -> {
                relay.hold(reason);
                untilRecorded(delivery, () -> deliveries.held(delivery, reason, settings.hold()));
            }
            case Outcome.Later(var reason) -> untilRecorded(delivery, () -> later(delivery, reason));
        }
    }

    /**
     * This applies even if the relay was unavailable throughout. A late reply would confuse the visitor; a late digest
     * is superseded; a late alert is still useful.
     */
    private boolean isTooLate(Delivery delivery) {
        return (delivery.kind() == Kind.reply || delivery.kind() == Kind.digest) && isExpired(delivery);
    }

    /** Without an attempt nothing is known about the address, so nobody may be told that it cannot be reached. */
    private static String tooLate(Delivery delivery) {
        return delivery.attempts() <= 1
                ? DeliveryReasons.TOO_LATE + "it expired before the relay could be used"
                : "given up: it could not be handed over in time";
    }

    private boolean isExpired(Delivery delivery) {
        return delivery.owedFor().compareTo(settings.giveUp(delivery.kind())) > 0;
    }

    private boolean later(Delivery delivery, String reason) {
        return isExpired(delivery)
                ? deliveries.dead(delivery, "given up: " + reason)
                : deliveries.again(delivery, reason, settings.backOffAfter(delivery.attempts()));
    }

    /** Staff are at least told that there is an inquiry, without the content that was refused. */
    private boolean contentRefused(Delivery delivery, String reason) {
        var mayShorten = delivery.kind() == Kind.alert || delivery.kind() == Kind.notice;
        return mayShorten && !delivery.minimal()
                ? deliveries.againMinimal(delivery, reason)
                : deliveries.dead(delivery, reason);
    }

    /** Retries until the process ends: an outcome that is not recorded leads to a duplicate. */
    private void untilRecorded(Delivery delivery, BooleanSupplier record) throws InterruptedException {
        while (true) {
            try {
                if (!record.getAsBoolean()) {
                    LOG.warn("Delivery {}: the lease expired while it was handed over; it may be sent twice",
                            delivery.id());
                }
                return;
            } catch (RuntimeException e) {
                LOG.warn("The outcome of delivery {} is not recorded yet: {}", delivery.id(),
                        e.getClass().getSimpleName());
                progressed.run();
                Thread.sleep(settings.poll());
            }
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
