package org.frontdesk.inquiry.site;

import java.util.List;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A mistake in what the operator or site owner set: a line that names the place and what belongs there. */
public class SetupMistake extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String action;

    private SetupMistake(String description, String action) {
        super(description);
        this.action = action;
    }

    public SetupMistake(String line) {
        this(line, null);
    }

    public static SetupMistake at(String setting, String value, String expected) {
        return new SetupMistake("%s: %s: expected %s".formatted(setting, value, expected));
    }

    static SetupMistake inSite(List<String> lines) {
        return new SetupMistake(String.join("\n", lines),
                "Mend the lines named above, or point FRONTDESK_SITE at another folder.");
    }

    /** Prints it in place of a stack trace when the start fails. */
    static class Analyzer extends AbstractFailureAnalyzer<SetupMistake> {
        @Override
        protected FailureAnalysis analyze(Throwable failure, SetupMistake mistake) {
            return new FailureAnalysis(mistake.getMessage(), mistake.action, failure);
        }
    }
}
