package org.frontdesk.notification.digest;

import java.util.OptionalInt;

/** Records that could not be read or stored and that no operator dealt with: each may be somebody's inquiry. */
public interface UnreadableRecords {

    /** @return how many; empty where it cannot be told just now */
    OptionalInt waiting();
}
