package org.frontdesk.notification.console;

import java.time.Duration;

import org.springframework.security.authentication.AccountStatusException;

/** Nothing is compared for a while, after too many wrong passwords. */
class TooManyGuesses extends AccountStatusException {
    private static final long serialVersionUID = 1;

    private final long seconds;

    TooManyGuesses(Duration wait) {
        super("Too many wrong passwords: try again in " + seconds(wait) + " s");
        this.seconds = seconds(wait);
    }

    /** For Retry-After. */
    String retryAfter() {
        return Long.toString(seconds);
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    }
}
