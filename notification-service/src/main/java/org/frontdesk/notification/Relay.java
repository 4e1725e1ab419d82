package org.frontdesk.notification;

import java.time.Duration;
import java.time.Instant;

import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** The SMTP relay as {@code spring.mail.*} describes it, and what is known of it by all connections together. */
@Component
class Relay {
    private static final Duration PROOF_LASTS = Duration.ofMinutes(10);

    private final JavaMailSenderImpl settings;
    private volatile Instant acceptedAt = Instant.MIN;

    Relay(JavaMailSenderImpl settings) {
        this.settings = settings;
    }

    RelayConnection connection() {
        return new RelayConnection(this, settings);
    }

    void accepted() {
        acceptedAt = Instant.now();
    }

    /** Whether it took mail lately: then a refusal without a reason is the recipient's fault, else it may be ours. */
    boolean isProven() {
        return acceptedAt.isAfter(Instant.now().minus(PROOF_LASTS));
    }
}
