package org.frontdesk.notification.database;

import org.flywaydb.core.internal.exception.sqlExceptions.FlywaySqlUnableToConnectToDbException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports an unavailable database at startup with what to do, instead of a stack trace. */
class DatabaseAwayAnalyzer extends AbstractFailureAnalyzer<FlywaySqlUnableToConnectToDbException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, FlywaySqlUnableToConnectToDbException cause) {
        return new FailureAnalysis("The database does not answer: " + cause.getCause().getMessage(),
                "Start PostgreSQL, or correct SPRING_DATASOURCE_URL, _USERNAME and _PASSWORD, and start again.", cause);
    }
}
