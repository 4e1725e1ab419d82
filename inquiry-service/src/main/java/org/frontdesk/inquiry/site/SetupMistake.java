package org.frontdesk.inquiry.site;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A mistake in what the operator or site owner set: one line that names the place and what belongs there. */
public class SetupMistake extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SetupMistake(String line) {
        super(line);
    }

    static SetupMistake at(Object file, String key, String expected) {
        return new SetupMistake("%s: %s: expected %s".formatted(file, key, expected));
    }

    /** Prints that line in place of a stack trace when the start fails. */
    static class Analyzer extends AbstractFailureAnalyzer<SetupMistake> {
        @Override
        protected FailureAnalysis analyze(Throwable failure, SetupMistake mistake) {
            return new FailureAnalysis(mistake.getMessage(), null, failure);
        }
    }
}
