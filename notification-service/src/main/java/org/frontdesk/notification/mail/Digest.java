package org.frontdesk.notification.mail;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;

/**
 * The content of one recipient's daily digest. It contains none of the visitors' words.
 *
 * @param sections those that are not empty
 * @param unreadable dead letters, which every recipient is told of, because it is unknown whose they are; empty if they
 *        could not be counted
 * @param failures earlier digests that did not reach this recipient
 */
public record Digest(List<Section> sections, OptionalInt unreadable, List<Failure> failures) {

    /** Why an inquiry needs attention; the values in the keys of texts. */
    public enum Attention {
        /** Refused permanently, or given up. */
        dead,
        /** It is unknown whether it arrived; an operator has to decide. */
        unknown,
        /** Spam or suspected spam, and not sent. */
        withheld,
        /** The visitor got no reply, because of a reply limit or a no-reply address. */
        unanswered,
        /** Owed for longer than it should be. */
        old
    }

    /** @param items the latest; {@code inquiries} is the total */
    public record Section(Attention attention, int inquiries, List<Item> items) {}

    /**
     * @param spamReasons codes, as in the event
     * @param reason why the last attempt failed; null if there was none
     */
    public record Item(String reference, String topic, String language, String form, Instant submittedAt,
            List<String> spamReasons, String reason) {}

    /** @param reason null if that day's was never created */
    public record Failure(LocalDate day, String reason) {}

    /** Everything that needs attention; a dead letter was somebody's inquiry. */
    public int waiting() {
        return sections.stream().mapToInt(Section::inquiries).sum() + unreadable.orElse(0);
    }

    /** Only if the dead letters could be counted. */
    public boolean isNothing() {
        return waiting() == 0 && unreadable.isPresent();
    }

    /** Provides a digest's content when it is composed. */
    public interface Source {
        Digest contentOf(Delivery delivery);
    }
}
