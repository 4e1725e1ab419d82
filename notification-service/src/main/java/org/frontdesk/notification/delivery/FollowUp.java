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

/** A mail that died is not the end: writes down what is owed instead, once, however it died. */
@Component
class FollowUp {
    private static final Logger log = LoggerFactory.getLogger(FollowUp.class);

    private record Dead(UUID id, Kind kind, String event, String reason) {
        /** A reply that may have arrived, or was never tried: nobody knows that the visitor cannot be reached. */
        boolean tellsNothing() {
            return kind == Kind.reply && (reason.startsWith("unknown:") || reason.startsWith("too late:"));
        }
    }

    private final JdbcClient db;
    private final Deliveries deliveries;
    private final OwedDeliveries owed;

    FollowUp(JdbcClient db, Deliveries deliveries, OwedDeliveries owed) {
        this.db = db;
        this.deliveries = deliveries;
        this.owed = owed;
    }

    /** @return how many mails are owed instead */
    @Transactional
    public int run() {
        return dead().stream().mapToInt(this::follow).sum();
    }

    /**
     * With a lock on the inquiry too: an erasure under way is passed by, and one that comes now waits, so that it sees what
     * is written here.
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
        if (dead.tellsNothing()) {
            return 0;
        }
        try {
            var inquiry = JsonMapper.shared().readValue(dead.event(), InquirySubmitted.class);
            return owed.insteadOf(dead.kind(), inquiry).stream().mapToInt(mail -> deliveries.owe(inquiry, mail)).sum();
        } catch (JacksonException e) {
            // Left to the console and the digest, which list it: tried again, it would hold up all that died after it.
            log.error(
                    "Nobody is told by mail that mail {} is dead, for its inquiry cannot be read: {}. See to it in the"
                            + " console.",
                    dead.id(), e.getClass().getSimpleName());
            return 0;
        }
    }
}
