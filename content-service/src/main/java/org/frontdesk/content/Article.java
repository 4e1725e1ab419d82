package org.frontdesk.content;

import java.time.LocalDate;
import java.util.Optional;

/** One Markdown file: a page, a news item or a story in one language. */
sealed interface Article {
    Text text();

    /**
     * What every kind has.
     *
     * @param slug the file's name; translations of one article share it
     * @param language the tag of the folder it lies in
     * @param html sanitised
     */
    record Text(String slug, String language, String title, String summary, Optional<String> topic, String html) {}

    /**
     * @param order where it stands among the pages; those without one come last
     * @param duration how long a visit or a course takes, for a page about one
     */
    record Page(Text text, int order, Optional<String> duration) implements Article {}

    record News(Text text, LocalDate date) implements Article {}

    record Story(Text text, Patient patient) implements Article {}

    /** @param person initials, never a name */
    record Patient(String person, int age, String diagnosis) {}
}
