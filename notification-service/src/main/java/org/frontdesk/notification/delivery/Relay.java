package org.frontdesk.notification.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import jakarta.mail.internet.MimeMessage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** The SMTP relay as {@code spring.mail.*} describes it, and what is known of it by all connections together. */
@Component
public class Relay {
    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final Duration PROOF_LASTS = Duration.ofMinutes(10);

    private final JavaMailSenderImpl settings;
    private final DeliverySettings delivery;
    private volatile Instant acceptedAt = Instant.MIN;
    private volatile Instant heldUntil = Instant.MIN;
    private volatile boolean usable = true;

    Relay(JavaMailSenderImpl settings, DeliverySettings delivery) {
        this.settings = settings;
        this.delivery = delivery;
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
        acceptedAt = Instant.now();
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
        heldUntil = Instant.now().plus(delivery.hold());
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
        return Instant.now().isBefore(heldUntil);
    }

    /** Whether it took mail lately: then a refusal without a reason is the recipient's fault, else it may be ours. */
    boolean isProven() {
        return acceptedAt.isAfter(Instant.now().minus(PROOF_LASTS));
    }
}
