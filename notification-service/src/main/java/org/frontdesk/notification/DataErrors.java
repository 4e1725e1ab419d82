package org.frontdesk.notification;

import java.sql.SQLException;

import org.springframework.core.NestedExceptionUtils;

/** Tells a record that the database will never take from a database that is away. */
public final class DataErrors {

    private DataErrors() {}

    /**
     * By SQLSTATE class: 22 data exception, 23 integrity constraint violation, 54 a limit passed. All else passes by
     * itself.
     */
    public static boolean isOne(Throwable e) {
        return state(e).matches("(22|23|54)...");
    }

    /** Without the message, which quotes the data. */
    public static String reason(Throwable e) {
        return "refused by the database, SQLSTATE " + state(e);
    }

    private static String state(Throwable e) {
        return NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql && sql.getSQLState() != null
                ? sql.getSQLState()
                : "unknown";
    }
}
