package org.frontdesk.notification.delivery;

import java.time.Duration;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** This running process, as the others see it: alive as long as its row in the database is fresh. */
@Component
class InstanceLease {
    private final UUID id = UUID.randomUUID();
    private final JdbcClient db;
    private final DeliverySettings settings;
    private volatile long steadySince = System.nanoTime();
    private volatile long beatAt = System.nanoTime();

    InstanceLease(JdbcClient db, DeliverySettings settings) {
        this.db = db;
        this.settings = settings;
    }

    UUID id() {
        return id;
    }

    Duration lease() {
        return settings.lease();
    }

    /**
     * Renews the lease on all that this instance has claimed.
     *
     * @return whether the database has been there for a whole lease. Before that nobody may judge the others: after an
     *         outage all look dead, until each had the time to beat.
     */
    boolean beat() {
        var now = System.nanoTime(); // before the database's, so that the lease is over here sooner than there
        db.sql("INSERT INTO instance (id, beat_at) VALUES (:id, now()) ON CONFLICT (id) DO UPDATE SET beat_at = now()")
                .param("id", id).update();
        db.sql("DELETE FROM instance WHERE beat_at < now() - interval '1 day'").update();
        if (now - beatAt > lease().dividedBy(2).toNanos()) {
            steadySince = now;
        }
        beatAt = now;
        return now - steadySince >= lease().toNanos();
    }

    /** Whether nobody can have taken over what this instance claimed at that {@link System#nanoTime()}. */
    boolean heldLeaseSince(long claimed) {
        return steadySince - claimed <= 0 && System.nanoTime() - beatAt < lease().toNanos();
    }
}
