package org.frontdesk.content.article;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonValue;

/** One Markdown file: a page, a news item or a story in one language. */
public sealed interface Article {
    /** The folder that articles of one sort lie in. */
    enum Kind {
        PAGES, NEWS, STORIES;

        /** As in addresses and answers too. */
        @JsonValue
        public String folder() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Text text();

    Kind kind();

    /** Where it stands among its kind: the lowest rank first, then by id. */
    long rank();

    /** Whether visitors may see it on that day. */
    default boolean isPublished(LocalDate today) {
        return !text().draft();
    }

    /**
     * What every kind has.
     *
     * @param file its name in the site's folder
     * @param slug the file's name without its end; unique in its language and kind
     * @param id the same for all translations of one article: the slug of the original
     * @param language the tag of the folder it lies in
     * @param updated when the meaning last changed; a translation older than its original is stale
     * @param draft shown to nobody but the holder of a preview link
     */
    record Text(String file, String slug, String id, String language, String title, String summary,
            Optional<String> topic, Optional<LocalDate> updated, boolean draft, Body body) {}

    /**
     * @param html sanitised; links to other articles lead to the site's addresses, images to this service's
     * @param words the text alone, to be searched
     * @param contents the headings of the second and third rank
     */
    record Body(String html, String words, List<Heading> contents, List<Link> links, List<Image> images) {}

    /** @param id the anchor of the heading in the HTML */
    record Heading(String id, String title, int rank) {}

    /**
     * A link to another article of the site, or within this one.
     *
     * @param file in the site's folder
     * @param anchor empty where it leads to the whole article
     */
    record Link(String written, String file, String anchor) {}

    /** @param duration how long a visit or a course takes, for a page about one */
    record Page(Text text, long rank, Optional<String> duration) implements Article {
        @Override
        public Kind kind() {
            return Kind.PAGES;
        }
    }

    record News(Text text, LocalDate date) implements Article {
        @Override
        public Kind kind() {
            return Kind.NEWS;
        }

        @Override
        public long rank() {
            return -date.toEpochDay();
        }

        @Override
        public boolean isPublished(LocalDate today) {
            return !text.draft() && !date.isAfter(today);
        }
    }

    record Story(Text text, Patient patient) implements Article {
        @Override
        public Kind kind() {
            return Kind.STORIES;
        }

        @Override
        public long rank() {
            return 0;
        }
    }

    /** @param person initials, never a name */
    record Patient(String person, int age, String diagnosis) {}
}
