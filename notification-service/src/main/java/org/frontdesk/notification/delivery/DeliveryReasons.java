package org.frontdesk.notification.delivery;

/** Reasons of dead and withheld deliveries that the code also checks for. They are stored and displayed. */
public final class DeliveryReasons {
    /** Begins the reason of a dead delivery that may have arrived. */
    public static final String UNKNOWN = "unknown: ";
    /** Begins the reason of a dead delivery that expired before it was attempted. */
    public static final String TOO_LATE = "too late: ";
    /** Withheld, because replies are switched off in the settings. */
    public static final String REPLIES_OFF = "replies are switched off";
    /** Withheld, because an operator discarded it. */
    public static final String DISCARDED = "discarded";

    private DeliveryReasons() {}
}
