package org.frontdesk.notification.erasure;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Recurring tasks; every instance runs them, and concurrent runs take different rows. */
@Component
class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

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
                LOG.info("Published tombstones of erased inquiries");
            }
        } catch (RuntimeException e) {
            LOG.warn("Cannot publish tombstones: {}; retrying", e.getMessage());
        }
    }

    /** After an upgrade, when searches by address wait for it, and as long as instances of the previous release run. */
    @Scheduled(fixedDelayString = "1m")
    void completeMailboxIndex() {
        try {
            var completed = mailboxes.complete();
            if (completed > 0) {
                LOG.info("Indexed {} inquiries of an earlier release by mailbox",
                        completed);
            }
        } catch (RuntimeException e) {
            LOG.warn("Cannot index inquiries of an earlier release: {}; retrying in a minute",
                    e.getClass().getSimpleName());
        }
    }

    @Scheduled(initialDelayString = "1m", fixedDelayString = "1h")
    void purge() {
        attempt("erase inquiries after their retention", this::purgeInquiries);
        attempt("purge canaries", this::purgeCanaries);
        attempt("forget old hashes", erasures::forgetOldHashes);
        attempt("forget old digests", retention::forgetOldDigests);
        attempt("forget old actions", retention::forgetOldActions);
    }

    private void purgeInquiries() {
        int purged;
        do {
            purged = retention.purge();
            LOG.info("Erased {} inquiries after their retention", purged);
        } while (purged > 0);
    }

    private void purgeCanaries() {
        while (retention.purgeCanaries() > 0) {
            LOG.info("Purged old canaries");
        }
    }

    /** Each by itself, so that one that fails every time does not prevent those after it. */
    private static void attempt(String what, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.warn("Cannot {}: {}; retrying in an hour", what, e.getClass().getSimpleName());
        }
    }
}
