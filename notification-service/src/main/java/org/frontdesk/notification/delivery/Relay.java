package org.frontdesk.notification.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

import jakarta.mail.internet.MimeMessage;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;

import org.frontdesk.notification.delivery.Outcome.Held;
import org.frontdesk.notification.settings.CheckedSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;
import org.springframework.validation.Errors;

/** The SMTP relay as configured by {@code spring.mail.*}, and what all connections together know about its state. */
@Component
public class Relay {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final Duration PROOF_LASTS = Duration.ofMinutes(10);

    private final JavaMailSenderImpl settings;
    private final DeliverySettings delivery;
    private final LongSupplier clock;
    private volatile Long acceptedAt;
    private volatile Long heldSince;
    private volatile boolean usable = true;

    @Autowired
    Relay(JavaMailSenderImpl settings, DeliverySettings delivery) {
        this(settings, delivery, System::nanoTime);
    }

    /** @param clock in nanoseconds that only go forward: a change of the system clock must not extend or end a hold */
    Relay(JavaMailSenderImpl settings, DeliverySettings delivery, LongSupplier clock) {
        this.settings = settings;
        this.delivery = delivery;
        this.clock = clock;
    }

    RelayConnection connection() {
        return new RelayConnection(this, settings, delivery.afterDot());
    }

    /**
     * Sends one mail immediately, on a separate connection.
     *
     * @return for the operator: what the relay did instead of accepting it; empty if it accepted it
     */
    public Optional<String> sendNow(MimeMessage mail) {
        try (var connection = connection()) {
            return switch (connection.send(mail)) {
                case Outcome.Sent sent -> Optional.empty();
                case Outcome.Later(var reason) -> notAccepted(reason);
                case Outcome.Held(var reason) -> notAccepted(reason);
                case Outcome.Refused(var reason) -> notAccepted(reason);
                case Outcome.ContentRefused(var reason) -> notAccepted(reason);
                case Outcome.Unknown unknown -> Optional.of("It is unknown whether the relay accepted it");
            };
        }
    }

    private static Optional<String> notAccepted(String reason) {
        return Optional.of("The relay did not accept it: " + reason);
    }

    void accepted() {
        acceptedAt = clock.getAsLong();
        usable = true;
    }

    /** It refused one mail because of that mail, so it would accept others. */
    void refusedOne() {
        usable = true;
    }

    /** It is unavailable or refuses everything: nothing is sent for a while, so that no attempts are used up. */
    void hold(String reason) {
        LOG.error("The relay cannot be used, so all mail waits: {}. Check SPRING_MAIL_HOST, _PORT, _USERNAME and "
                + "_PASSWORD, and the relay's own log.", reason);
        usable = false;
        heldSince = clock.getAsLong();
    }

    /**
     * False from a failure until the relay is seen to work again. Not the same as {@link #isHeld()}: a hold ends before
     * each new attempt, and an attempt can take a minute if the relay does not respond.
     */
    public boolean isUsable() {
        return usable;
    }

    /** Whether nothing may be sent at the moment. */
    boolean isHeld() {
        return isWithin(delivery.hold(), heldSince);
    }

    /**
     * Whether it accepted mail recently. If so, a refusal without a reason concerns the recipient; if not, maybe us.
     */
    boolean isProven() {
        return isWithin(PROOF_LASTS, acceptedAt);
    }

    private boolean isWithin(Duration time, Long since) {
        return since != null && clock.getAsLong() - since < time.toNanos();
    }

    /**
     * Validates what Spring Boot does not validate in its own settings. With an empty host or an invalid port the
     * service would start and then hold all mail.
     *
     * @param properties of the mail library, which takes a timeout that is not a number as none: one silent connection
     *        would then block a courier for ever
     */
    @ConfigurationProperties("spring.mail")
    record RelaySettings(
            @NotBlank @Pattern(regexp = "[^\\s/@]*", message = "must be a host name or an address, such as relay.example.org") String host,
            @DefaultValue("25") @Min(1) @Max(65_535) int port,
            @DefaultValue Map<String, String> properties) implements CheckedSettings {
        private static final String TIMEOUT = "mail\\.smtps?\\.(connectiontimeout|timeout|writetimeout)";

        @Override
        public void check(Errors errors) {
            properties.forEach((name, value) -> {
                if (name.matches(TIMEOUT) && !value.matches("[1-9]\\d{2,6}")) {
                    errors.rejectValue("properties[" + name + "]", "timeout",
                            "must be a number of milliseconds from 100 to 9999999");
                }
            });
        }
    }
}
