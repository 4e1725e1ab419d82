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
 * Once a day owes a digest to each of the routes' recipients: a row like that of every other mail, with an id made from
 * day and recipient, so that any number of instances owe it once and a crash loses none.
 */
@Component
class DailyDigest {
    private static final Logger log = LoggerFactory.getLogger(DailyDigest.class);

    private final JdbcClient db;
    private final Site site;
    private final DigestSettings settings;
    private final WakeUp bell;

    DailyDigest(JdbcClient db, Site site, DigestSettings settings, WakeUp bell) {
        this.db = db;
        this.site = site;
        this.settings = settings;
        this.bell = bell;
    }

    @Scheduled(fixedDelayString = "${frontdesk.digest.every}")
    void look() {
        try {
            if (owe(Instant.now()) > 0) {
                bell.ring();
            }
        } catch (RuntimeException e) {
            log.warn("The daily digest is not owed yet, is the database away? {}", e.getClass().getSimpleName());
        }
    }

    /** @return how many were not owed before */
    int owe(Instant now) {
        var due = latest(now);
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

    /** How many of the latest digests the relay has not taken, nor an operator discarded, though they had the time. */
    int late(Instant now) {
        var due = latest(now.minus(settings.late()));
        if (!isAnythingBefore(due)) {
            return 0;
        }
        var ids = recipients().keySet().stream().map(recipient -> id(due.toLocalDate(), recipient)).toList();
        return ids.size() - db.sql("SELECT count(*) FROM delivery WHERE id = ANY (:ids) AND "
                + Digests.DEALT_WITH).param("ids", ids.toArray(UUID[]::new)).query(Integer.class).single();
    }

    /** The last time that one was due, by the clinic's own clock. */
    private ZonedDateTime latest(Instant now) {
        var local = now.atZone(site.zone());
        var today = local.toLocalDate().atTime(settings.time()).atZone(site.zone());
        return today.isAfter(local)
                ? today.toLocalDate().minusDays(1).atTime(settings.time()).atZone(site.zone())
                : today;
    }

    /** A new installation has nothing to tell before its first morning. */
    private boolean isAnythingBefore(ZonedDateTime due) {
        return db.sql("SELECT EXISTS (SELECT FROM inquiry WHERE received_at < :due AND event IS NOT NULL)")
                .param("due", due.toOffsetDateTime()).query(Boolean.class).single();
    }

    /** Each with the language of the first route that names it. */
    private Map<String, String> recipients() {
        var recipients = new LinkedHashMap<String, String>();
        site.routes().forEach(route -> route.to().forEach(to -> recipients.putIfAbsent(to, route.mailLanguage())));
        return recipients;
    }

    static UUID id(LocalDate day, String recipient) {
        return UUID.nameUUIDFromBytes(("digest/" + day + "/" + recipient).getBytes(StandardCharsets.UTF_8));
    }
}
