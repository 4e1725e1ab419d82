package org.frontdesk.notification.erasure;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;

import org.frontdesk.notification.digest.Digests;
import org.frontdesk.notification.inquiry.InquirySubmitted;
import org.frontdesk.notification.site.Site;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Erases inquiries after the site's retention, once it is over for each of their deliveries. */
@Component
class Retention {
    /**
     * Which inquiries may be due, each by an index without erased rows; the last are repeats, which have no deliveries.
     */
    private static final List<String> CAUSES = List.of("""
            SELECT inquiry_id FROM delivery
            WHERE state = 'sent' AND kind IN ('alert', 'notice', 'reply') AND changed_at < now() - :sent::interval
            """, """
            SELECT inquiry_id FROM delivery WHERE state = 'withheld' AND created_at < now() - :withheld::interval
            """, """
            SELECT inquiry_id FROM delivery WHERE state = 'dead' AND created_at < now() - :dead::interval
            """, """
            SELECT id FROM inquiry
            WHERE event IS NOT NULL AND same_as IS NOT NULL AND received_at < now() - :sent::interval
            """);

    private final JdbcClient db;
    private final Removal removal;
    private final Site.Retention keep;

    Retention(JdbcClient db, Removal removal, Site site) {
        this.db = db;
        this.removal = removal;
        this.keep = site.retention();
    }

    /** @return how many inquiries were erased, at most 500 per cause; call again until there are none */
    @Transactional
    public int purge() {
        return CAUSES.stream().mapToInt(this::purge).sum();
    }

    private int purge(String cause) {
        var over = db.sql("SELECT id FROM inquiry WHERE event IS NOT NULL AND id IN (" + cause + """
                ) AND NOT EXISTS (SELECT FROM delivery WHERE inquiry_id = inquiry.id
                                  AND (state IN ('due', 'sending')
                                       OR state = 'sent' AND changed_at > now() - :sent::interval
                                       OR state = 'withheld' AND changed_at > now() - :withheld::interval
                                       OR state = 'dead' AND changed_at > now() - :dead::interval))
                LIMIT 500 FOR NO KEY UPDATE SKIP LOCKED
                """).param("sent", keep.sent().toString()).param("withheld", keep.withheld().toString())
                .param("dead", keep.dead().toString()).query(UUID.class).list();
        return removal.of(over).inquiries().size();
    }

    /**
     * Deletes canaries with all their rows, because nothing has to be remembered of them. One that has a repeat is
     * deleted after it: never, if the previous release took a visitor's inquiry with the same content for one. The
     * deliveries are deleted first, in a separate statement, because they are counted by their inquiry's language.
     *
     * @return how many were deleted, at most 2000; call again until there are none
     */
    @Transactional
    public int purgeCanaries() {
        var over = db.sql("""
                SELECT id FROM inquiry
                WHERE canary AND greatest(received_at, submitted_at) < now() - :lasts::interval
                  AND NOT EXISTS (SELECT FROM delivery WHERE inquiry_id = inquiry.id AND state = 'sending')
                  AND NOT EXISTS (SELECT FROM inquiry AS repeat WHERE repeat.same_as = inquiry.id)
                LIMIT 2000 FOR UPDATE SKIP LOCKED
                """).param("lasts", InquirySubmitted.CANARY_LASTS.toString()).query(UUID.class).list()
                .toArray(UUID[]::new);
        db.sql("DELETE FROM delivery WHERE inquiry_id = ANY (:over)").param("over", over).update();
        db.sql("""
                WITH gone AS (DELETE FROM inquiry WHERE id = ANY (:over) RETURNING language)
                INSERT INTO purged SELECT language, count(*) FROM gone GROUP BY language ORDER BY language
                ON CONFLICT (language) DO UPDATE SET inquiries = purged.inquiries + excluded.inquiries
                """).param("over", over).update();
        return over.length;
    }

    /** They contain only references of inquiries, but are not needed for longer than the inquiries. */
    void forgetOldDigests() {
        var kept = Collections.max(List.of(keep.sent(), Digests.LOOKS_BACK));
        db.sql("DELETE FROM delivery WHERE kind = 'digest' AND state <> 'sending' AND changed_at < now() - :kept::interval")
                .param("kept", kept.toString()).update();
    }

    /**
     * Keeps the audit for a year, tasks for a month, and the list of closed dead letters for two: the topic keeps a
     * record for 30 days and until its segment is old enough.
     */
    void forgetOldActions() {
        db.sql("DELETE FROM operator_action WHERE at < now() - interval '1 year'").update();
        db.sql("DELETE FROM task WHERE beat_at < now() - interval '30 days'").update();
        db.sql("DELETE FROM dead_record_done WHERE at < now() - interval '60 days'").update();
    }

    /** @param tombstonesEvery only validated here, because {@code @Scheduled} reads it itself */
    @ConfigurationProperties("frontdesk.erasure")
    record ErasureSettings(@NotNull @DurationMin(millis = 10) @DurationMax(hours = 1) Duration tombstonesEvery) {}
}
