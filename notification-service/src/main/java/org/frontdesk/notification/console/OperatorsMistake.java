package org.frontdesk.notification.console;

/** FRONTDESK_OPERATORS cannot be used as it is. */
class OperatorsMistake extends RuntimeException {
    private static final long serialVersionUID = 1;

    OperatorsMistake(int entry) {
        super("FRONTDESK_OPERATORS, entry " + entry
                + ": expected name:bcrypt, each name once in whatever case, with a cost of 10 or more");
    }
}
