package org.frontdesk.notification;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends a start with the mistakes themselves instead of a stack trace. */
class SiteMistakesAnalyzer extends AbstractFailureAnalyzer<SiteMistakes> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SiteMistakes cause) {
        return new FailureAnalysis(cause.getMessage(),
                "Mend the lines named above, or point FRONTDESK_SITE at another folder.", cause);
    }
}
