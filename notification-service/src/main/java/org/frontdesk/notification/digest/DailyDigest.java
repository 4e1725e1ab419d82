package org.frontdesk.notification.digest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import org.frontdesk.notification.delivery.WakeUp;
import org.frontdesk.notification.site.Site;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Once a day owes a digest to each of the routes' recipients: a delivery like any other, whose id is derived from day
 * and recipient. So several instances owe it only once, and a crash loses none.
 */
@Component
class DailyDigest {
    private static final Logger LOG = LoggerFactory.getLogger(DailyDigest.class);

    private final JdbcClient db;
    private final Site site;
    private final DigestSettings settings;
    private final WakeUp wakeUp;

    DailyDigest(JdbcClient db, Site site, DigestSettings settings, WakeUp wakeUp) {
        this.db = db;
        this.site = site;
        this.settings = settings;
        this.wakeUp = wakeUp;
    }

    @Scheduled(fixedDelayString = "${frontdesk.digest.every}")
    void look() {
        try {
            if (owe(Instant.now()) > 0) {
                wakeUp.all();
            }
        } catch (RuntimeException e) {
            LOG.warn("Cannot create the daily digest, is the database unavailable? {}", e.getClass().getSimpleName());
        }
    }

    /** @return how many are newly owed */
    int owe(Instant now) {
        var due = lastDue(now);
        return isAnythingBefore(due)
                ? recipients().entrySet().stream().mapToInt(each -> owe(due, each.getKey(), each.getValue())).sum()
                : 0;
    }

    private int owe(ZonedDateTime due, String recipient, String language) {
        return db.sql("""
                INSERT INTO delivery (id, kind, recipient, language, state)
                VALUES (:id, 'digest', :recipient, :language, 'due') ON CONFLICT (id) DO NOTHING
                """).param("id", id(due.toLocalDate(), recipient)).param("recipient", recipient)
                .param("language", language).update();
    }

    /** How many of the latest digests are overdue: neither accepted by the relay nor discarded by an operator. */
    int late(Instant now) {
        var due = lastDue(now.minus(settings.late()));
        if (!isAnythingBefore(due)) {
            return 0;
        }
        var ids = recipients().keySet().stream().map(recipient -> id(due.toLocalDate(), recipient)).toList();
        return ids.size() - db.sql("SELECT count(*) FROM delivery WHERE id = ANY (:ids) AND "
                + Digests.DEALT_WITH).param("ids", ids.toArray(UUID[]::new)).query(Integer.class).single();
    }

    /** The last time that one was due, in the clinic's time zone. */
    private ZonedDateTime lastDue(Instant now) {
        var local = now.atZone(site.zone());
        var today = local.toLocalDate().atTime(settings.time()).atZone(site.zone());
        return today.isAfter(local)
                ? today.toLocalDate().minusDays(1).atTime(settings.time()).atZone(site.zone())
                : today;
    }

    /** A new installation has nothing to report before its first morning. */
    private boolean isAnythingBefore(ZonedDateTime due) {
        return db.sql("SELECT EXISTS (SELECT FROM inquiry WHERE received_at < :due AND event IS NOT NULL)")
                .param("due", due.toOffsetDateTime()).query(Boolean.class).single();
    }

    /** Each with the language of the first route that contains it. */
    private Map<String, String> recipients() {
        var recipients = new LinkedHashMap<String, String>();
        site.routes().forEach(route -> route.to().forEach(to -> recipients.putIfAbsent(to, route.mailLanguage())));
        return recipients;
    }

    static UUID id(LocalDate day, String recipient) {
        return UUID.nameUUIDFromBytes(("digest/" + day + "/" + recipient).getBytes(StandardCharsets.UTF_8));
    }
}
