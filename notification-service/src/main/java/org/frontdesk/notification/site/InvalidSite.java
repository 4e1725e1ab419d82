package org.frontdesk.notification.site;

import java.util.List;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The site's folder cannot be used as it is; each line names file, key and what was expected. */
public class InvalidSite extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidSite(List<String> mistakes) {
        super(String.join(System.lineSeparator(), mistakes));
    }

    /** Ends a start with the mistakes themselves instead of a stack trace. */
    static class Analyzer extends AbstractFailureAnalyzer<InvalidSite> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, InvalidSite cause) {
            return new FailureAnalysis(cause.getMessage(),
                    "Mend the lines named above, or point FRONTDESK_SITE at another folder.", cause);
        }
    }
}
