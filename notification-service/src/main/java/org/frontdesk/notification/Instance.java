package org.frontdesk.notification;

import java.time.Duration;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** This running process, as the others see it: alive as long as its row in the database is fresh. */
@Component
class Instance {
    private final UUID id = UUID.randomUUID();
    private final JdbcClient db;
    private final DeliverySettings settings;

    Instance(JdbcClient db, DeliverySettings settings) {
        this.db = db;
        this.settings = settings;
    }

    UUID id() {
        return id;
    }

    Duration lease() {
        return settings.lease();
    }

    /** Renews the lease on all that this instance has claimed, and forgets instances long gone. */
    void beat() {
        db.sql("INSERT INTO instance (id, beat_at) VALUES (:id, now()) ON CONFLICT (id) DO UPDATE SET beat_at = now()")
                .param("id", id).update();
        db.sql("DELETE FROM instance WHERE beat_at < now() - interval '1 day'").update();
    }
}
