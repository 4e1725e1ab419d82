package org.frontdesk.content;

import static org.frontdesk.content.SiteFolder.among;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.frontdesk.content.Article.Patient;
import org.frontdesk.content.Article.Text;

/**
 * A Markdown file with its front matter: YAML between two lines of {@code ---} at the top. Every file has {@code title}
 * and {@code summary}; what else it has or may have depends on its kind.
 */
record ArticleFile(String slug, String language, Entries matter, String html, List<String> topics) {
    private static final String FENCE = "---";

    /** Empty after noting why there is nothing to read. */
    static Optional<ArticleFile> read(Path path, String name, String language, Site site, SiteMistakes mistakes) {
        String slug = path.getFileName().toString().replaceFirst("\\.md$", "");
        if (!SiteFolder.SLUG.matcher(slug).matches()) {
            mistakes.add(name, 0, "", "a file name of lower-case letters, digits and hyphens, at most 64");
            return Optional.empty();
        }
        return SiteFolder.read(path, name, mistakes).map(text -> text.lines().toList())
                .flatMap(lines -> parse(slug, lines, name, language, site, mistakes));
    }

    private static Optional<ArticleFile> parse(String slug, List<String> lines, String name, String language, Site site,
            SiteMistakes mistakes) {
        if (lines.isEmpty() || !lines.getFirst().equals(FENCE)) {
            mistakes.add(name, 1, "", "a line of --- that opens the front matter");
            return Optional.empty();
        }
        int end = lines.subList(1, lines.size()).indexOf(FENCE) + 1;
        if (end == 0) {
            mistakes.add(name, lines.size(), "", "a line of --- that closes the front matter");
            return Optional.empty();
        }
        Entries matter = Entries.parse(name, String.join("\n", lines.subList(1, end)), 1, mistakes);
        String html = Markdown.toHtml(String.join("\n", lines.subList(end + 1, lines.size())), site.address());
        return Optional.of(new ArticleFile(slug, language, matter, html, site.topics()));
    }

    Article.Page page() {
        matter.only(List.of("title", "summary", "topic", "order", "duration"));
        int order = matter.optional("order", "a whole number", Integer::valueOf).orElse(Integer.MAX_VALUE);
        return new Article.Page(text(topicIfAny()), order, matter.optional("duration"));
    }

    Article.News news() {
        matter.only(List.of("title", "summary", "date", "topic"));
        LocalDate date = matter.value("date", "a date such as 2026-03-31", LocalDate::parse).orElse(LocalDate.EPOCH);
        return new Article.News(text(topic()), date);
    }

    Article.Story story() {
        matter.only(List.of("title", "summary", "topic", "person", "age", "diagnosis"));
        int age = matter.value("age", "an age in whole years", Integer::parseUnsignedInt).orElse(0);
        return new Article.Story(text(topic()), new Patient(matter.text("person"), age, matter.text("diagnosis")));
    }

    private Text text(Optional<String> topic) {
        return new Text(slug, language, matter.text("title"), matter.text("summary"), topic, html);
    }

    private Optional<String> topic() {
        return matter.value("topic", expectedTopic(), topic -> among(topics, topic));
    }

    private Optional<String> topicIfAny() {
        return matter.optional("topic", expectedTopic(), topic -> among(topics, topic));
    }

    private String expectedTopic() {
        return "one of the topics " + String.join(", ", topics);
    }
}
