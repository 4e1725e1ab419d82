package org.frontdesk.notification.inquiry;

/** The topics' names, and the headers that a dead letter has in addition to those of the original record. */
public final class Topics {
    public static final String INQUIRIES = "inquiries";
    public static final String DEAD = "inquiries.dead";

    /** Why the record could not be read or stored. */
    public static final String REASON = "frontdesk-reason";
    /** The record's position in the topic that it came from. */
    public static final String ORIGIN = "frontdesk-origin";

    private Topics() {}
}
