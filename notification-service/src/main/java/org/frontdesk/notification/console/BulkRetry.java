package org.frontdesk.notification.console;

import java.time.OffsetDateTime;
import java.util.UUID;

import org.frontdesk.notification.delivery.WakeUp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Retries many dead mails, a hundred in a transaction, so that couriers and other operators are never in its way. */
@Component
class BulkRetry {
    private static final Logger log = LoggerFactory.getLogger(BulkRetry.class);
    private static final int CHUNK = 100;

    /** Only what died before the work began, or what dies again at once would keep it going for ever. */
    private static final String WHICH = """
            state = 'dead' AND changed_at <= :before AND (:doubtful OR doubtful = 0)
            AND (:kind::text IS NULL OR kind = :kind) AND (:language::text IS NULL OR language = :language)
            """;

    private record Work(DeliveryList.Filter filter, boolean doubtful, String operator, OffsetDateTime before) {}

    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final Tasks tasks;
    private final WakeUp bell;

    BulkRetry(JdbcClient db, TransactionTemplate transaction, Tasks tasks, WakeUp bell) {
        this.db = db;
        this.transaction = transaction;
        this.tasks = tasks;
        this.bell = bell;
    }

    /** @param doubtful whether those too that may have arrived already; each may become a double */
    Tasks.Task start(DeliveryList.Filter filter, boolean doubtful, String operator) {
        var work = new Work(filter, doubtful, operator,
                db.sql("SELECT now()").query(OffsetDateTime.class).single());
        var task = tasks.begin("retry", operator, with(work, "SELECT count(*) FROM delivery WHERE " + WHICH)
                .query(Integer.class).single());
        Thread.ofPlatform().daemon().name("bulk-retry").start(() -> run(task, work));
        return tasks.one(task);
    }

    private void run(UUID task, Work work) {
        try {
            while (chunk(task, work) > 0) {
                bell.ring();
            }
            tasks.end(task, null);
        } catch (RuntimeException e) {
            log.warn("Bulk retry {} stopped: {}", task, e.getClass().getSimpleName());
            tasks.end(task, "stopped by " + e.getClass().getSimpleName() + "; start it again for the rest");
        }
    }

    private int chunk(UUID task, Work work) {
        return transaction.execute(status -> {
            var done = with(work,
                    DeliveryActions.audited("retry", "state = 'due', next_attempt_at = now(), owed_since = now()",
                            "id IN (SELECT id FROM delivery WHERE " + WHICH + " LIMIT " + CHUNK
                                    + " FOR UPDATE SKIP LOCKED)"))
                    .param("operator", work.operator()).update();
            tasks.advance(task, done);
            return done;
        });
    }

    private JdbcClient.StatementSpec with(Work work, String sql) {
        return db.sql(sql).param("before", work.before()).param("doubtful", work.doubtful())
                .param("kind", work.filter().kindName()).param("language", work.filter().languageOrNull());
    }
}
