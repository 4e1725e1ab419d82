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
 * A digest in its reader's language.
 *
 * @param failures what this or an earlier digest could not report
 */
record DigestView(boolean nothing, List<SectionView> sections, List<String> failures) {

    /** @param more how many are not shown, as a sentence; null if all are */
    record SectionView(String heading, String todo, List<ItemView> items, String more) {}

    /**
     * @param facts topic, language, form and time
     * @param reason why it waits, as the relay or this service put it; null if there is no reason
     */
    record ItemView(String reference, String facts, String reason) {}

    static DigestView of(Digest digest, Site site, ReaderTexts texts) {
        var reading = new Reading(site, texts);
        return new DigestView(digest.isNothing(),
                Stream.concat(digest.sections().stream().map(reading::section), reading.unreadable(digest)).toList(),
                Stream.concat(digest.failures().stream().map(reading::failure), reading.uncounted(digest)).toList());
    }

    private record Reading(Site site, ReaderTexts texts) {

        SectionView section(Digest.Section section) {
            var key = "digest." + section.attention();
            var hidden = section.inquiries() - section.items().size();
            return new SectionView(texts.say(key, Map.of("inquiries", section.inquiries())),
                    texts.say(key + "Todo"), section.items().stream().map(this::item).toList(),
                    hidden == 0 ? null : texts.say("digest.more", Map.of("inquiries", hidden)));
        }

        /** A section without items, because such a record cannot be read. */
        Stream<SectionView> unreadable(Digest digest) {
            return digest.unreadable().stream().filter(records -> records > 0)
                    .mapToObj(records -> new SectionView(texts.say("digest.unreadable", Map.of("records", records)),
                            texts.say("digest.unreadableTodo"), List.of(), null));
        }

        Stream<String> uncounted(Digest digest) {
            return digest.unreadable().isPresent() ? Stream.of() : Stream.of(texts.say("digest.unreadableUnknown"));
        }

        private ItemView item(Item item) {
            var submitted = ZonedDateTime.ofInstant(item.submittedAt(), site.zone());
            var facts = Stream.of(site.language(texts.reader()).topics().get(item.topic()),
                    texts.language(item.language()), form(item), times().brief(submitted))
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining(" · "));
            return new ItemView(TypedText.line(item.reference()).text(), facts, reason(item));
        }

        /** Only if there are several: its Latin name in a text of another script raises the spam score. */
        private String form(Item item) {
            return site.forms().size() > 1 ? isolated(item.form()) : null;
        }

        private String reason(Item item) {
            if (item.reason() != null) {
                return TypedText.line(item.reason()).text();
            }
            var reasons = item.spamReasons().stream()
                    .map(code -> texts.all().getMessage("spam." + code, null, code, texts.reader()));
            return item.spamReasons().isEmpty() ? null : reasons.collect(Collectors.joining(" · "));
        }

        String failure(Failure failure) {
            var day = times().day(failure.day());
            return failure.reason() == null
                    ? texts.say("digest.notMade", Map.of("day", day))
                    : texts.say("digest.notSent",
                            Map.of("day", day, "reason", isolated(failure.reason())));
        }

        /** In its own direction within the reader's. */
        private String isolated(String text) {
            return TypedText.line(text).within(site.language(texts.reader()).direction());
        }

        private Times times() {
            return new Times(texts, site.language(texts.reader()).zoneName());
        }
    }
}
