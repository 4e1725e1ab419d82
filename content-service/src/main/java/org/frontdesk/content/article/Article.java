package org.frontdesk.content.article;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonValue;

/** One Markdown file: a page, a news item or a story in one language. */
public sealed interface Article {
    /**
     * RFC 3339's {@code full-date}. Not {@code LocalDate.parse}: it also accepts years with a sign, which feeds and
     * sitemaps cannot contain.
     */
    DateTimeFormatter DATE = new DateTimeFormatterBuilder().appendValue(ChronoField.YEAR_OF_ERA, 4)
            .appendPattern("-MM-dd").parseDefaulting(ChronoField.ERA, 1).toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    static LocalDate date(String text) {
        return LocalDate.parse(text, DATE);
    }

    /** Pages, news and stories; each has a folder of this name in every language. */
    enum Section {
        PAGES, NEWS, STORIES;

        /** @throws IllegalArgumentException for any other text */
        public static Section of(String folder) {
            return Stream.of(values()).filter(section -> section.folder().equals(folder)).findFirst()
                    .orElseThrow(IllegalArgumentException::new);
        }

        /** Also the name in URLs and responses. */
        @JsonValue
        public String folder() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Text text();

    Section section();

    /** The position in its section: the lowest rank first, then by id. */
    long rank();

    /** Whether it is public on that day. */
    default boolean isPublished(LocalDate today) {
        return !text().draft();
    }

    /**
     * What the articles of every section have.
     *
     * @param file path in the site folder
     * @param slug the file name without extension; unique in its language and section
     * @param id the slug of the original; all translations of an article share it
     * @param language the tag of the language folder
     * @param updated when the meaning last changed; a translation older than its original is stale
     * @param draft visible with a preview link only
     */
    record Text(String file, String slug, String id, String language, String title, String summary,
            Optional<String> topic, Optional<LocalDate> updated, boolean draft, Body body) {}

    /**
     * @param html sanitized; links to other articles point to the website, images to this service
     * @param words the plain text, for the search index
     * @param contents the table of contents: h2 and h3
     */
    record Body(String html, String words, List<Heading> contents, List<Link> links, List<Image> images) {}

    /** @param id the anchor in the HTML */
    record Heading(String id, String title, int rank) {}

    /**
     * A link to another article of the site, or within this one.
     *
     * @param file path in the site folder
     * @param anchor empty if the link has none
     */
    record Link(String written, String file, String anchor) {}

    /** @param duration how long the visit or course that the page is about takes */
    record Page(Text text, long rank, Optional<String> duration) implements Article {
        @Override
        public Section section() {
            return Section.PAGES;
        }
    }

    record News(Text text, LocalDate date) implements Article {
        @Override
        public Section section() {
            return Section.NEWS;
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
        public Section section() {
            return Section.STORIES;
        }

        @Override
        public long rank() {
            return 0;
        }
    }

    /** @param person initials, never a name */
    record Patient(String person, int age, String diagnosis) {}
}
