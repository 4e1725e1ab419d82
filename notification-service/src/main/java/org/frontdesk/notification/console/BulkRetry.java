package org.frontdesk.notification.console;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.frontdesk.notification.console.DeliveryList.Filter;
import org.frontdesk.notification.delivery.WakeUp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Retries many dead deliveries in the background, a hundred per transaction, so that it never blocks couriers or other
 * operators. Its progress is in the database, because the next request may reach another instance.
 */
@Component
class BulkRetry {
    private static final Logger LOG = LoggerFactory.getLogger(BulkRetry.class);
    private static final int CHUNK = 100;

    /** Only what died before the start; otherwise it would never end if deliveries die again at once. */
    private static final String WHICH = """
            state = 'dead' AND changed_at <= :before AND (:doubtful OR doubtful = 0)
            AND (:kind::text IS NULL OR kind = :kind) AND (:language::text IS NULL OR language = :language)
            """;

    private static final String SELECT = """
            SELECT id, action, operator, total, done, started_at, ended_at,
                   CASE WHEN failure IS NOT NULL THEN 'failed' WHEN ended_at IS NOT NULL THEN 'ended'
                        WHEN beat_at < now() - interval '1 minute' THEN 'failed' ELSE 'running' END AS progress,
                   CASE WHEN ended_at IS NULL AND beat_at < now() - interval '1 minute'
                        THEN 'the instance that did it ended; start it again for the rest' ELSE failure END AS failure
            FROM task
            """;

    private record Selection(Filter filter, boolean doubtful, String operator, OffsetDateTime before) {}

    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final WakeUp wakeUp;

    BulkRetry(JdbcClient db, TransactionTemplate transaction, WakeUp wakeUp) {
        this.db = db;
        this.transaction = transaction;
        this.wakeUp = wakeUp;
    }

    /** @param doubtful whether to include those that may have arrived; each of them may become a duplicate */
    Task start(Filter filter, boolean doubtful, String operator) {
        var selection = new Selection(filter, doubtful, operator,
                db.sql("SELECT now()").query(OffsetDateTime.class).single());
        var id = UUID.randomUUID();
        var total = with(selection, "SELECT count(*) FROM delivery WHERE " + WHICH).query(Integer.class).single();
        db.sql("INSERT INTO task (id, action, operator, total) VALUES (:id, 'retry', :operator, :total)")
                .param("id", id).param("operator", operator).param("total", total).update();
        Thread.ofPlatform().daemon().name("bulk-retry").start(() -> run(id, selection));
        return task(id);
    }

    private void run(UUID task, Selection selection) {
        try {
            while (chunk(task, selection) > 0) {
                wakeUp.all();
            }
            end(task, null);
        } catch (RuntimeException e) {
            LOG.warn("Bulk retry {} stopped: {}", task, e.getClass().getSimpleName());
            end(task, "stopped by " + e.getClass().getSimpleName() + "; start it again for the rest");
        }
    }

    private int chunk(UUID task, Selection selection) {
        return transaction.execute(status -> {
            var done = with(selection,
                    DeliveryActions.audited("retry", "state = 'due', next_attempt_at = now(), owed_since = now()",
                            "id IN (SELECT id FROM delivery WHERE " + WHICH + " LIMIT " + CHUNK
                                    + " FOR UPDATE SKIP LOCKED)"))
                    .param("operator", selection.operator()).update();
            db.sql("UPDATE task SET done = done + :done, beat_at = now() WHERE id = :id").param("done", done)
                    .param("id", task).update();
            return done;
        });
    }

    private JdbcClient.StatementSpec with(Selection selection, String sql) {
        return db.sql(sql).param("before", selection.before()).param("doubtful", selection.doubtful())
                .param("kind", selection.filter().kindName()).param("language", selection.filter().languageOrNull());
    }

    /** @param failure null if everything was done */
    private void end(UUID id, String failure) {
        db.sql("UPDATE task SET ended_at = now(), failure = :failure WHERE id = :id").param("failure", failure)
                .param("id", id).update();
    }

    Task task(UUID id) {
        return db.sql(SELECT + " WHERE id = :id").param("id", id).query(Task.class).optional()
                .orElseThrow(() -> ProblemException.unknown("There is no such task"));
    }

    List<Task> latest() {
        return db.sql(SELECT + " ORDER BY started_at DESC LIMIT 5").query(Task.class).list();
    }

    /**
     * The progress of one bulk retry.
     *
     * @param total how many there were at the start; what others changed in the meantime is not retried
     * @param failure why it stopped early; null otherwise
     */
    record Task(UUID id, String action, String operator, int total, int done, Progress progress, Instant startedAt,
            Instant endedAt, String failure) {

        /** The values in the API. */
        enum Progress {
            running, ended, failed
        }

        public int percent() {
            return total == 0 ? 100 : Math.min(100, 100 * done / total);
        }

        public boolean isRunning() {
            return progress == Progress.running;
        }
    }
}
