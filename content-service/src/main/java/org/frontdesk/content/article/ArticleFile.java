package org.frontdesk.content.article;

import static org.frontdesk.content.site.SiteFolder.among;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.frontdesk.content.article.Article.Body;
import org.frontdesk.content.article.Article.Section;
import org.frontdesk.content.article.Article.Patient;
import org.frontdesk.content.article.Article.Text;
import org.frontdesk.content.site.Entries;
import org.frontdesk.content.site.SiteFolder;
import org.frontdesk.content.site.SiteMistakes;

/**
 * A Markdown file with its front matter: YAML between two lines of {@code ---} at the top. Every file has {@code title}
 * and {@code summary}, and may have {@code translationOf}, {@code updated} and {@code draft}; further keys depend on the
 * section.
 */
record ArticleFile(String file, String slug, String language, Entries matter, Body body, List<String> topics) {
    private static final String FENCE = "---";
    private static final List<String> COMMON_KEYS = List.of("title", "summary", "topic", "translationOf", "updated",
            "draft");
    private static final String DATE = "a date such as 2026-03-31";

    /**
     * Empty after a mistake was added.
     *
     * @param beside the images in the same folder, by name
     */
    static Optional<Article> read(Scan.Found found, Map<String, Image> beside, List<String> topics,
            SiteMistakes mistakes) {
        String slug = found.fileName().replaceFirst("\\.md$", "");
        if (!SiteFolder.SLUG.matcher(slug).matches()) {
            mistakes.add(found.name(), 0, "", "a file name of lower-case letters, digits and hyphens, at most 64");
            return Optional.empty();
        }
        return SiteFolder.read(found.path(), found.name(), mistakes).map(text -> text.lines().toList())
                .flatMap(lines -> parse(slug, lines, found, beside, topics, mistakes))
                .map(file -> file.article(found.section()));
    }

    private static Optional<ArticleFile> parse(String slug, List<String> lines, Scan.Found found,
            Map<String, Image> beside, List<String> topics, SiteMistakes mistakes) {
        String name = found.name();
        if (lines.isEmpty() || !lines.getFirst().equals(FENCE)) {
            mistakes.add(name, 1, "", "a line of --- that opens the front matter");
            return Optional.empty();
        }
        int end = lines.subList(1, lines.size()).indexOf(FENCE) + 1;
        if (end == 0) {
            mistakes.add(name, lines.size(), "", "a line of --- that closes the front matter");
            return Optional.empty();
        }
        var matter = Entries.parse(name, String.join("\n", lines.subList(1, end)), 1, mistakes);
        Body body = new MarkdownReader(name, beside, mistakes)
                .read(String.join("\n", lines.subList(end + 1, lines.size())));
        return Optional.of(new ArticleFile(name, slug, found.language(), matter, body, topics));
    }

    private Article article(Section section) {
        return switch (section) {
            case PAGES -> page();
            case NEWS -> news();
            case STORIES -> story();
        };
    }

    private Article.Page page() {
        allowOnly("order", "duration");
        int order = matter.optional("order", "a whole number", Integer::valueOf).orElse(Integer.MAX_VALUE);
        return new Article.Page(text(optionalTopic()), order, matter.optional("duration"));
    }

    private Article.News news() {
        allowOnly("date");
        LocalDate date = matter.value("date", DATE, Article::date).orElse(LocalDate.EPOCH);
        return new Article.News(text(topic()), date);
    }

    private Article.Story story() {
        allowOnly("person", "age", "diagnosis");
        int age = matter.value("age", "an age in whole years", Integer::parseUnsignedInt).orElse(0);
        return new Article.Story(text(topic()), new Patient(matter.text("person"), age, matter.text("diagnosis")));
    }

    private void allowOnly(String... keysOfSection) {
        matter.only(Stream.concat(COMMON_KEYS.stream(), Stream.of(keysOfSection)).toList());
    }

    private Text text(Optional<String> topic) {
        String id = matter.optional("translationOf", "the slug of the original", slug -> {
            if (!SiteFolder.SLUG.matcher(slug).matches()) {
                throw new IllegalArgumentException(slug);
            }
            return slug;
        }).orElse(slug);
        Optional<LocalDate> updated = matter.optional("updated", DATE, Article::date);
        boolean draft = matter.optional("draft", "true or false", value -> among(List.of("true", "false"), value))
                .filter("true"::equals).isPresent();
        return new Text(file, slug, id, language, matter.text("title"), matter.text("summary"), topic, updated, draft,
                body);
    }

    private Optional<String> topic() {
        return matter.value("topic", expectedTopic(), topic -> among(topics, topic));
    }

    private Optional<String> optionalTopic() {
        return matter.optional("topic", expectedTopic(), topic -> among(topics, topic));
    }

    private String expectedTopic() {
        return "one of the topics " + String.join(", ", topics);
    }
}
