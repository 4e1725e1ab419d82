package org.frontdesk.playground;

/** Why the playground cannot start, in words for the person at the console: no stack trace is shown with it. */
final class StartFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    StartFailed(String message) {
        super(message);
    }

    StartFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
