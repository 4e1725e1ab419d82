package org.frontdesk.notification.database;

import java.sql.SQLException;
import java.util.regex.Pattern;

import org.springframework.core.NestedExceptionUtils;

/** Distinguishes data that the database will never accept, a database that is unavailable, and bugs. */
public final class DatabaseErrors {
    /**
     * SQLSTATE classes of a database that is temporarily unavailable: connection, read-only, login, no such database,
     * rollback, out of resources, lock, shutdown or timeout, system error.
     */
    private static final Pattern AWAY = Pattern.compile("(08|25|28|3D|40|53|55|57|58|F0|XX)...");

    private DatabaseErrors() {}

    /**
     * Whether the data is at fault. By SQLSTATE class: 22 data exception, 23 integrity constraint violation, 54 program
     * limit exceeded.
     */
    public static boolean isDataError(Throwable e) {
        return state(e).matches("(22|23|54)...");
    }

    /**
     * Whether the database itself is at fault, and not the data or this code: then the operation is retried until it
     * succeeds. A missing column or privilege (class 42) is not such a fault, because a retry does not help.
     */
    public static boolean isDatabaseAway(Throwable e) {
        for (var cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql.getSQLState() == null || AWAY.matcher(sql.getSQLState()).matches();
            }
        }
        return false;
    }

    /** Does not contain the message, which quotes the data. */
    public static String reason(Throwable e) {
        return "refused by the database, SQLSTATE " + state(e);
    }

    private static String state(Throwable e) {
        return NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql && sql.getSQLState() != null
                ? sql.getSQLState()
                : "unknown";
    }
}
