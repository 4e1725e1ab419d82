package org.frontdesk.notification.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

import jakarta.mail.internet.MimeMessage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** The SMTP relay as {@code spring.mail.*} describes it, and what is known of it by all connections together. */
@Component
public class Relay {
    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final Duration PROOF_LASTS = Duration.ofMinutes(10);

    private final JavaMailSenderImpl settings;
    private final DeliverySettings delivery;
    /** Nanoseconds that only go forward: a step of the machine's clock must not make a hold longer or end it. */
    private final LongSupplier clock;
    private volatile Long acceptedAt;
    private volatile Long heldSince;
    private volatile boolean usable = true;

    @Autowired
    Relay(JavaMailSenderImpl settings, DeliverySettings delivery) {
        this(settings, delivery, System::nanoTime);
    }

    Relay(JavaMailSenderImpl settings, DeliverySettings delivery, LongSupplier clock) {
        this.settings = settings;
        this.delivery = delivery;
        this.clock = clock;
    }

    RelayConnection connection() {
        return new RelayConnection(this, settings, delivery.afterDot());
    }

    /**
     * Hands over one mail out of turn, on a connection of its own.
     *
     * @return why the relay did not take it; empty if it did
     */
    public Optional<String> refusalOf(MimeMessage mail) {
        try (var connection = connection()) {
            return switch (connection.send(mail)) {
                case Outcome.Sent sent -> Optional.empty();
                case Outcome.Later(var reason) -> Optional.of(reason);
                case Outcome.Held(var reason) -> Optional.of(reason);
                case Outcome.Refused(var reason) -> Optional.of(reason);
                case Outcome.ContentRefused(var reason) -> Optional.of(reason);
                case Outcome.Unknown(var reason) -> Optional.of(reason);
            };
        }
    }

    void accepted() {
        acceptedAt = clock.getAsLong();
        usable = true;
    }

    /** It refused one mail for that mail's own fault, so it would take others. */
    void refusedOne() {
        usable = true;
    }

    /** It is away or refuses all: for a while nobody hands over anything, so that no mail's attempts are used up. */
    void hold(String reason) {
        log.error("The relay cannot be used, so all mail waits: {}. Check SPRING_MAIL_HOST, _PORT, _USERNAME and "
                + "_PASSWORD, and the relay's own log.", reason);
        usable = false;
        heldSince = clock.getAsLong();
    }

    /**
     * False from when it could not be used until it is seen to work. Not whether it is held: that ends for each attempt
     * to use it again, which a relay that does not answer lets run for a minute.
     */
    public boolean isUsable() {
        return usable;
    }

    /** Whether to let it alone just now. */
    boolean isHeld() {
        return isWithin(delivery.hold(), heldSince);
    }

    /** Whether it took mail lately: then a refusal without a reason is the recipient's fault, else it may be ours. */
    boolean isProven() {
        return isWithin(PROOF_LASTS, acceptedAt);
    }

    private boolean isWithin(Duration time, Long since) {
        return since != null && clock.getAsLong() - since < time.toNanos();
    }
}
