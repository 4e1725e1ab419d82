package org.frontdesk.notification.mail;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.frontdesk.notification.mail.Digest.Failure;
import org.frontdesk.notification.mail.Digest.Item;
import org.frontdesk.notification.site.Site;

/**
 * A digest in the words of who reads it.
 *
 * @param failures what this or an earlier digest should have told and could not
 */
record DigestView(boolean nothing, List<SectionView> sections, List<String> failures) {

    /** @param more how many are not shown, in words; null where all are */
    record SectionView(String heading, String todo, List<ItemView> items, String more) {}

    /**
     * @param facts topic, language, form and time
     * @param reason why it waits, in the relay's words or ours; null where there is nothing to say
     */
    record ItemView(String reference, String facts, String reason) {}

    static DigestView of(Digest digest, Site site, ReaderTexts speech) {
        var reading = new Reading(site, speech);
        return new DigestView(digest.isNothing(),
                Stream.concat(digest.sections().stream().map(reading::section), reading.unreadable(digest)).toList(),
                Stream.concat(digest.failures().stream().map(reading::failure), reading.uncounted(digest)).toList());
    }

    private record Reading(Site site, ReaderTexts speech) {

        SectionView section(Digest.Section section) {
            var key = "digest." + section.waits();
            var hidden = section.inquiries() - section.items().size();
            return new SectionView(speech.say(key, Map.of("inquiries", section.inquiries())),
                    speech.say(key + "Todo"), section.items().stream().map(this::item).toList(),
                    hidden == 0 ? null : speech.say("digest.more", Map.of("inquiries", hidden)));
        }

        /** A section with nothing to list: what is in such a record, nobody could read. */
        Stream<SectionView> unreadable(Digest digest) {
            return digest.unreadable().stream().filter(records -> records > 0)
                    .mapToObj(records -> new SectionView(speech.say("digest.unreadable", Map.of("records", records)),
                            speech.say("digest.unreadableTodo"), List.of(), null));
        }

        Stream<String> uncounted(Digest digest) {
            return digest.unreadable().isPresent() ? Stream.of() : Stream.of(speech.say("digest.unreadableUnknown"));
        }

        private ItemView item(Item item) {
            var submitted = ZonedDateTime.ofInstant(item.submittedAt(), site.zone());
            var facts = Stream.of(site.language(speech.reader()).topics().get(item.topic()),
                    speech.language(item.language()), form(item), times().brief(submitted))
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining(" · "));
            return new ItemView(TypedText.line(item.reference()).text(), facts, reason(item));
        }

        /** Only where there are several: in a text of other letters its name alone adds up to what looks like spam. */
        private String form(Item item) {
            return site.forms().size() > 1 ? isolated(item.form()) : null;
        }

        private String reason(Item item) {
            if (item.reason() != null) {
                return TypedText.line(item.reason()).text();
            }
            var reasons = item.spamReasons().stream()
                    .map(code -> speech.texts().getMessage("spam." + code, null, code, speech.reader()));
            return item.spamReasons().isEmpty() ? null : reasons.collect(Collectors.joining(" · "));
        }

        String failure(Failure failure) {
            var day = times().day(failure.day());
            return failure.reason() == null
                    ? speech.say("digest.notMade", Map.of("day", day))
                    : speech.say("digest.notSent",
                            Map.of("day", day, "reason", isolated(failure.reason())));
        }

        /** In its own direction amid the reader's. */
        private String isolated(String text) {
            return TypedText.line(text).within(site.language(speech.reader()).direction());
        }

        private Times times() {
            return new Times(speech, site.language(speech.reader()).zoneName());
        }
    }
}
