package org.frontdesk.notification.digest;

import java.util.OptionalInt;

/** Dead letters that no operator has handled: each may be somebody's inquiry. */
public interface UnreadableRecords {

    /** @return how many; empty if they cannot be counted at the moment */
    OptionalInt waiting();
}
