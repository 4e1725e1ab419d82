package org.frontdesk.notification.erasure;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What has to be done now and then; any instance does it, two at once take different rows. */
@Component
class Housekeeping {
    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    private final Tombstones tombstones;
    private final Retention retention;
    private final Erasures erasures;
    private final MailboxIndex mailboxes;

    Housekeeping(Tombstones tombstones, Retention retention, Erasures erasures, MailboxIndex mailboxes) {
        this.mailboxes = mailboxes;
        this.tombstones = tombstones;
        this.retention = retention;
        this.erasures = erasures;
    }

    @Scheduled(fixedDelayString = "${frontdesk.erasure.tombstones-every}")
    void publishTombstones() {
        try {
            while (tombstones.publish() > 0) {
                log.info("Erased inquiries were taken out of the topic");
            }
        } catch (RuntimeException e) {
            log.warn("Tombstones wait: {}; trying again", e.getMessage());
        }
    }

    /** After an upgrade, when a search by address has to wait for it; and as long as instances of the release before run. */
    @Scheduled(fixedDelayString = "1m")
    void completeMailboxIndex() {
        try {
            var completed = mailboxes.complete();
            if (completed > 0) {
                log.info("{} inquiries of an earlier release can be found by every spelling of their address",
                        completed);
            }
        } catch (RuntimeException e) {
            log.warn("Inquiries of an earlier release wait: {}; trying again in a minute",
                    e.getClass().getSimpleName());
        }
    }

    @Scheduled(initialDelayString = "1m", fixedDelayString = "1h")
    void purge() {
        try {
            int purged;
            do {
                purged = retention.purge();
                log.info("{} inquiries were kept long enough and are erased", purged);
            } while (purged > 0);
            while (retention.purgeCanaries() > 0) {
                log.info("Old canaries are taken out");
            }
            erasures.forgetOldHashes();
            retention.forgetOldDigests();
            retention.forgetOldActions();
        } catch (RuntimeException e) {
            log.warn("The purge waits: {}; trying again in an hour", e.getClass().getSimpleName());
        }
    }
}
