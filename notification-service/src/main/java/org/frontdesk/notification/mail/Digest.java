package org.frontdesk.notification.mail;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;

/**
 * What one recipient is told once a day. Of a visitor's words it holds none but those that name the inquiry.
 *
 * @param sections those that have something in them; none where nothing waits
 * @param unreadable records that became no inquiry, so that nobody knows whose they are and each recipient is told;
 *        empty where they could not be counted
 * @param failures earlier digests that never reached this recipient
 */
public record Digest(List<Section> sections, OptionalInt unreadable, List<Failure> failures) {

    public enum Waits {
        /** Refused for good, or given up. */
        dead,
        /** May have arrived or not; an operator has to decide. */
        unknown,
        /** Judged to be spam, wholly or perhaps, and not sent. */
        withheld,
        /** The visitor got no reply: too many went there, or nobody reads that address. */
        unanswered,
        /** Owed for longer than it should be. */
        old
    }

    /** @param items the latest; {@code inquiries} says how many there are */
    public record Section(Waits waits, int inquiries, List<Item> items) {}

    /**
     * @param spamReasons codes, as the event has them
     * @param reason what became of the last attempt; null where there was none
     */
    public record Item(String reference, String topic, String language, String form, Instant submittedAt,
            List<String> spamReasons, String reason) {}

    /** @param reason null where that day's was never made */
    public record Failure(LocalDate day, String reason) {}

    /** Whatever waits for somebody; an unreadable record was an inquiry to whoever sent it. */
    public int waiting() {
        return sections.stream().mapToInt(Section::inquiries).sum() + unreadable.orElse(0);
    }

    /** Said only where it is known. */
    public boolean isNothing() {
        return waiting() == 0 && unreadable.isPresent();
    }

    /** Where a digest's contents come from when it is composed. */
    public interface Source {
        Digest forThe(Delivery delivery);
    }
}
