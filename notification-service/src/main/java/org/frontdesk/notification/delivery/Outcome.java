package org.frontdesk.notification.delivery;

/** The outcome of one attempt to hand a mail to the relay. */
sealed interface Outcome {

    /** The relay accepted it, with this 250 line. */
    record Sent(String reply) implements Outcome {}

    /** Not now: this delivery is retried with back-off. */
    record Later(String reason) implements Outcome {}

    /** The relay is unavailable or misconfigured: no delivery's fault, so all of them wait and none is given up. */
    record Held(String reason) implements Outcome {}

    /** Never: this recipient is refused permanently. */
    record Refused(String reason) implements Outcome {}

    /** Never in this form: the relay refuses the content. */
    record ContentRefused(String reason) implements Outcome {}

    /** The connection ended after the final dot: whether the relay accepted the mail is unknown. */
    record Unknown(String reason) implements Outcome {}
}
