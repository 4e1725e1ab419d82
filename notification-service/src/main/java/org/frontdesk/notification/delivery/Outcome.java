package org.frontdesk.notification.delivery;

/** What came of one attempt to hand a mail to the relay. */
sealed interface Outcome {

    /** The relay took it: its 250 line. */
    record Sent(String reply) implements Outcome {}

    /** Not now; this mail is tried again by the back-off. */
    record Later(String reason) implements Outcome {}

    /** The relay cannot be used at all, or is set up wrongly: no mail's fault, so all wait and none is given up. */
    record Held(String reason) implements Outcome {}

    /** Never: this recipient is refused for good. */
    record Refused(String reason) implements Outcome {}

    /** Never as it is: the relay will not have this content. */
    record ContentRefused(String reason) implements Outcome {}

    /** The connection ended after the final dot: it may have been delivered, nobody can know. */
    record Unknown(String reason) implements Outcome {}
}
