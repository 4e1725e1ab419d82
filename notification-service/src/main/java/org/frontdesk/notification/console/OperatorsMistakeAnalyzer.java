package org.frontdesk.notification.console;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends a start with the mistake itself instead of a stack trace. */
class OperatorsMistakeAnalyzer extends AbstractFailureAnalyzer<OperatorsMistake> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, OperatorsMistake cause) {
        return new FailureAnalysis(cause.getMessage(),
                "Make an entry with `htpasswd -nB -C 12 <name>`, part entries by commas, and start again.", cause);
    }
}
