package org.frontdesk.playground;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Why the playground cannot start, as a message for the person at the console: it is shown without a stack trace. */
final class StartFailed extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final Pattern SITE_MISTAKE = Pattern
            .compile("(?m)^ +((?:site\\.yml|(?:languages|content)[^:\\s]*)(?::\\d+)?: .*)$");

    StartFailed(String message) {
        super(message);
    }

    StartFailed(String message, Throwable cause) {
        super(message, cause);
    }

    /** If services reported mistakes in the site folder, with a last line that counts them; each mistake only once. */
    StartFailed countingMistakes() {
        long mistakes = SITE_MISTAKE.matcher(getMessage()).results().map((MatchResult line) -> line.group(1)).distinct()
                .count();
        return mistakes == 0
                ? this
                : new StartFailed(
                        "%s%n%nThe site folder has %d mistake(s), so nothing was started. Fix the lines above, "
                                .formatted(getMessage(), mistakes) + "then start again.",
                        getCause());
    }
}
