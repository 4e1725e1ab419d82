package org.frontdesk.notification.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

import org.springframework.stereotype.Component;

/** How long a mail waits before its next attempt. Varied by a fifth, so that a backlog does not come back as one wave. */
@Component
class BackOff {
    private final DeliverySettings settings;
    private final RandomGenerator random = RandomGenerator.getDefault();

    BackOff(DeliverySettings settings) {
        this.settings = settings;
    }

    Duration after(int attempt) {
        var steps = settings.backOff();
        var step = steps.get(Math.clamp(attempt - 1, 0, steps.size() - 1));
        return Duration.ofMillis(Math.round(step.toMillis() * random.nextDouble(0.8, 1.2)));
    }
}
