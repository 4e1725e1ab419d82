package org.frontdesk.content.answer;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.frontdesk.content.answer.Answers.Item;
import org.frontdesk.content.answer.Answers.Topic;
import org.frontdesk.content.answer.RequestedLanguage.Given;
import org.frontdesk.content.article.Article;
import org.frontdesk.content.article.Article.Section;
import org.frontdesk.content.article.Article.News;
import org.frontdesk.content.article.Content;
import org.frontdesk.content.site.Site;

/**
 * Paginated lists. The cursor names the last item instead of an offset: if an item before it is added or removed, no
 * reader gets an item twice or misses one.
 */
final class Listings {
    private static final int LARGEST_LIMIT = 100;
    private static final int DEFAULT_LIMIT = 20;

    private final Content content;
    private final RequestedLanguage requested;
    private final Answers answers;

    Listings(Content content, RequestedLanguage requested) {
        this.content = content;
        this.requested = requested;
        this.answers = new Answers(content, requested);
    }

    record Request(Optional<String> topic, Optional<LocalDate> from, Optional<LocalDate> until, Optional<String> limit,
            Optional<Cursor> after) {}

    /**
     * @param total the number of items on all pages
     * @param counts the number of items there would be with another topic or month
     * @param next the cursor of the next page, sent as {@code after}; none on the last page
     */
    record Listing(Given language, Topic topic, LocalDate from, LocalDate until, int total, Counts counts,
            List<Item> items, String next) {}

    /**
     * @param topics by topic, within the requested dates
     * @param months by month, newest first, for the requested topic; only for news
     */
    record Counts(List<TopicCount> topics, Map<YearMonth, Long> months) {}

    record TopicCount(String slug, String label, long count) {}

    Listing list(Section section, Request request) {
        List<? extends Article> all = content.catalog(section).list(requested.chain());
        Optional<String> topic = topic(request.topic(), content.site());
        int limit = limit(request.limit(), DEFAULT_LIMIT, LARGEST_LIMIT);
        Predicate<Article> ofTopic = article -> topic.isEmpty() || article.text().topic().equals(topic);
        Predicate<Article> inTime = article -> isWithin(article, request.from(), request.until());
        List<? extends Article> matching = all.stream().filter(ofTopic.and(inTime)).toList();
        List<? extends Article> rest = matching.stream()
                .filter(article -> request.after().stream().allMatch(last -> last.isBefore(article))).toList();
        List<? extends Article> page = rest.subList(0, Math.min(limit, rest.size()));
        return new Listing(requested.given(requested.visitor()), topic.map(answers::topic).orElse(null),
                request.from().orElse(null), request.until().orElse(null), matching.size(),
                new Counts(topics(all.stream().filter(inTime).toList()), months(all.stream().filter(ofTopic).toList())),
                page.stream().map(answers::item).toList(),
                rest.size() > page.size() ? Cursor.of(page.getLast()).encoded() : null);
    }

    static Optional<String> topic(Optional<String> parameter, Site site) {
        Optional<String> topic = parameter.filter(slug -> !slug.isBlank());
        if (!topic.stream().allMatch(site.topics()::contains)) {
            throw ProblemException.parameter("topic", site.topics());
        }
        return topic;
    }

    /** Not Bean Validation: it would bring Hibernate Validator and expression language for this one range. */
    static int limit(Optional<String> parameter, int usual, int largest) {
        return parameter.filter(text -> !text.isBlank()).map(text -> {
            if (!text.matches("[1-9]\\d{0,2}") || Integer.parseInt(text) > largest) {
                throw ProblemException.parameter("limit", List.of("a number from 1 to " + largest));
            }
            return Integer.valueOf(text);
        }).orElse(usual);
    }

    private static boolean isWithin(Article article, Optional<LocalDate> from, Optional<LocalDate> until) {
        return !(article instanceof News news) || from.filter(day -> news.date().isBefore(day)).isEmpty()
                && until.filter(day -> news.date().isAfter(day)).isEmpty();
    }

    /** In the order of site.yml, without those that have no article. */
    private List<TopicCount> topics(List<? extends Article> articles) {
        Map<String, Long> counts = articles.stream().flatMap(article -> article.text().topic().stream())
                .collect(Collectors.groupingBy(topic -> topic, Collectors.counting()));
        return content.site().topics().stream().filter(counts::containsKey)
                .map(topic -> new TopicCount(topic, answers.topic(topic).label(), counts.get(topic))).toList();
    }

    private static Map<YearMonth, Long> months(List<? extends Article> articles) {
        return articles.stream().filter(News.class::isInstance).map(article -> YearMonth.from(((News) article).date()))
                .collect(Collectors.groupingBy(month -> month, () -> new TreeMap<>(Collections.reverseOrder()),
                        Collectors.counting()));
    }
}
