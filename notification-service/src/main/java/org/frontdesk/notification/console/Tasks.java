package org.frontdesk.notification.console;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What became of work on many mails; in the database, for the next request may meet another instance. */
@Component
class Tasks {
    private static final String SELECT = """
            SELECT id, action, operator, total, done, started_at, ended_at,
                   CASE WHEN failure IS NOT NULL THEN 'failed' WHEN ended_at IS NOT NULL THEN 'ended'
                        WHEN beat_at < now() - interval '1 minute' THEN 'failed' ELSE 'running' END AS progress,
                   CASE WHEN ended_at IS NULL AND beat_at < now() - interval '1 minute'
                        THEN 'the instance that did it ended; start it again for the rest' ELSE failure END AS failure
            FROM task
            """;

    private final JdbcClient db;

    Tasks(JdbcClient db) {
        this.db = db;
    }

    UUID begin(String action, String operator, int total) {
        var id = UUID.randomUUID();
        db.sql("INSERT INTO task (id, action, operator, total) VALUES (:id, :action, :operator, :total)")
                .param("id", id)
                .param("action", action).param("operator", operator).param("total", total).update();
        return id;
    }

    void advance(UUID id, int by) {
        db.sql("UPDATE task SET done = done + :by, beat_at = now() WHERE id = :id").param("by", by).param("id", id)
                .update();
    }

    /** @param failure null where all was done */
    void end(UUID id, String failure) {
        db.sql("UPDATE task SET ended_at = now(), failure = :failure WHERE id = :id").param("failure", failure)
                .param("id", id).update();
    }

    Task one(UUID id) {
        return db.sql(SELECT + " WHERE id = :id").param("id", id).query(Task.class).optional()
                .orElseThrow(() -> Refused.unknown("There is no such task"));
    }

    List<Task> latest() {
        return db.sql(SELECT + " ORDER BY started_at DESC LIMIT 5").query(Task.class).list();
    }

    /**
     * Work on many mails.
     *
     * @param total how many there were when it began; what others took meanwhile is not done
     * @param failure why it ended early; null otherwise
     */
    record Task(UUID id, String action, String operator, int total, int done, Progress progress, Instant startedAt,
            Instant endedAt, String failure) {

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
