package org.frontdesk.notification.delivery;

import java.util.List;
import java.util.UUID;

import org.frontdesk.notification.inquiry.InquirySubmitted;
import org.frontdesk.notification.mail.Delivery.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records, at most once, a delivery owed in place of a dead one. None for a reply that may have arrived or was never
 * attempted.
 */
@Component
class FollowUp {
    private static final Logger LOG = LoggerFactory.getLogger(FollowUp.class);

    private record Dead(UUID id, Kind kind, String event, String reason) {
        /** A reply that may have arrived, or was never attempted: it is not known that the visitor cannot be reached. */
        boolean provesNothing() {
            return kind == Kind.reply && (reason.startsWith(DeliveryReasons.UNKNOWN)
                    || reason.startsWith(DeliveryReasons.TOO_LATE));
        }
    }

    private final JdbcClient db;
    private final OwedDeliveries owed;

    FollowUp(JdbcClient db, OwedDeliveries owed) {
        this.db = db;
        this.owed = owed;
    }

    /** @return how many deliveries are owed instead */
    @Transactional
    public int run() {
        return dead().stream().mapToInt(this::follow).sum();
    }

    /**
     * Also locks the inquiries: those that an erasure has locked are skipped, and an erasure that starts now waits, so
     * that it also erases what is written here.
     */
    private List<Dead> dead() {
        return db.sql("""
                SELECT delivery.id, kind, event, coalesce(reason, '') AS reason FROM delivery JOIN inquiry ON inquiry.id = inquiry_id
                WHERE state = 'dead' AND NOT followed_up AND event IS NOT NULL
                ORDER BY changed_at LIMIT 100 FOR UPDATE OF delivery SKIP LOCKED FOR SHARE OF inquiry SKIP LOCKED
                """).query(Dead.class).list();
    }

    private int follow(Dead dead) {
        db.sql("UPDATE delivery SET followed_up = true WHERE id = :id").param("id", dead.id()).update();
        if (dead.provesNothing()) {
            return 0;
        }
        try {
            var inquiry = JsonMapper.shared().readValue(dead.event(), InquirySubmitted.class);
            return owed.insteadOf(dead.kind(), inquiry).stream().mapToInt(next -> owed.add(inquiry, next)).sum();
        } catch (JacksonException e) {
            // Not retried, which would block all that died later. The console and the digest list it.
            LOG.error("Nobody is told by email that delivery {} is dead, because its inquiry cannot be read: {}. Handle"
                    + " it in the console.", dead.id(), e.getClass().getSimpleName());
            return 0;
        }
    }
}
