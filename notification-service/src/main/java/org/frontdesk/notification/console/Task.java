package org.frontdesk.notification.console;

import java.time.Instant;
import java.util.UUID;

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
