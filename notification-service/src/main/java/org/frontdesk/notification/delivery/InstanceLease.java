package org.frontdesk.notification.delivery;

import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The lease on everything that this running process has claimed: other instances respect it while its row is fresh. Not
 * ShedLock, which gives a task to one instance at a time: here all instances work concurrently.
 */
@Component
class InstanceLease {
    private final UUID instance = UUID.randomUUID();
    private final JdbcClient db;
    private final Duration duration;
    private final LongSupplier clock;
    private volatile long steadySince;
    private volatile long renewedAt;

    @Autowired
    InstanceLease(JdbcClient db, DeliverySettings settings) {
        this(db, settings.lease(), System::nanoTime);
    }

    /** @param clock in nanoseconds that only go forward */
    InstanceLease(JdbcClient db, Duration duration, LongSupplier clock) {
        this.db = db;
        this.duration = duration;
        this.clock = clock;
        steadySince = clock.getAsLong();
        renewedAt = steadySince;
    }

    UUID instance() {
        return instance;
    }

    Duration duration() {
        return duration;
    }

    /** The time by which this lease is measured, in nanoseconds. */
    long now() {
        return clock.getAsLong();
    }

    /**
     * Renews the lease.
     *
     * @return whether the database has been available for a whole lease. Only then may this instance judge the others:
     *        after an outage all leases look expired until each instance had the time to renew its own.
     */
    boolean renew() {
        var now = now(); // before the database's time, so that the lease expires here before it does there
        db.sql("INSERT INTO instance (id, beat_at) VALUES (:id, now()) ON CONFLICT (id) DO UPDATE SET beat_at = now()")
                .param("id", instance).update();
        db.sql("DELETE FROM instance WHERE beat_at < now() - interval '1 day'").update();
        if (now - renewedAt > duration.dividedBy(2).toNanos()) {
            steadySince = now;
        }
        renewedAt = now;
        return now - steadySince >= duration.toNanos();
    }

    /** Whether nobody can have taken over what this instance claimed at that time, see {@link #now()}. */
    boolean heldSince(long claimedAt) {
        return steadySince - claimedAt <= 0 && now() - renewedAt < duration.toNanos();
    }
}
