package org.frontdesk.notification.delivery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.stereotype.Component;

/**
 * Ends a start with more couriers than the database's connections can serve: they would keep the inbox and the heart
 * waiting, and claims of an instance whose heart waits go to others.
 */
@Component
class EnoughConnections {
    /** The inbox, the heart, the scribe, and one for all that recurs and for operators. */
    private static final int OTHERS = 4;

    EnoughConnections(DeliverySettings delivery, PoolSettings pool) {
        var needed = delivery.connections() + OTHERS;
        if (pool.maximumPoolSize() < needed) {
            throw new InvalidConfigurationPropertyValueException("spring.datasource.hikari.maximum-pool-size",
                    pool.maximumPoolSize(), "must be greater than or equal to " + needed
                            + ": one for each of frontdesk.delivery.connections, and " + OTHERS + " for all else");
        }
    }

    /** Spring Boot's own setting of how many connections to the database there are. */
    @ConfigurationProperties("spring.datasource.hikari")
    record PoolSettings(@DefaultValue("10") @Min(1) @Max(500) int maximumPoolSize) {}
}
