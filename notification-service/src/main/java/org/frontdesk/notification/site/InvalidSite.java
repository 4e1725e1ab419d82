package org.frontdesk.notification.site;

import java.util.List;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The site folder is invalid; each line of the message names the file, the key and what was expected. */
public class InvalidSite extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidSite(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }

    /** Reports the problems instead of a stack trace. */
    static class Analyzer extends AbstractFailureAnalyzer<InvalidSite> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, InvalidSite cause) {
            return new FailureAnalysis(cause.getMessage(),
                    "Correct the lines named above, or point FRONTDESK_SITE at another folder.", cause);
        }
    }
}
