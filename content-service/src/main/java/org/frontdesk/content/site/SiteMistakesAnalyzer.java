package org.frontdesk.content.site;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends a start on a wrong folder with one line a mistake instead of a stack trace. */
class SiteMistakesAnalyzer extends AbstractFailureAnalyzer<SiteMistakes.Found> {
    @Override
    protected FailureAnalysis analyze(Throwable root, SiteMistakes.Found found) {
        return new FailureAnalysis(
                "The site's folder has " + found.mistakes().size() + " mistake(s):\n" + found.getMessage(),
                "Mend the lines named above, or point FRONTDESK_SITE at another folder.", found);
    }
}
