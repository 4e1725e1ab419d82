package org.frontdesk.content.answer;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.frontdesk.content.answer.Answers.Item;
import org.frontdesk.content.answer.Answers.Topic;
import org.frontdesk.content.answer.Asked.Given;
import org.frontdesk.content.article.Article;
import org.frontdesk.content.article.Article.Kind;
import org.frontdesk.content.article.Article.News;
import org.frontdesk.content.article.Content;
import org.frontdesk.content.article.Day;

/**
 * Lists, a page at a time. The cursor names the last item and not a number, so that an item that comes or goes before
 * it makes nobody read another one twice or miss it.
 */
final class Listings {
    private static final int MOST = 100;
    private static final int USUAL = 20;
    private static final Pattern CURSOR = Pattern.compile("(-?\\d{1,18})/([a-z0-9-]{1,64})");

    private final Content content;
    private final Asked asked;
    private final Answers answers;

    Listings(Content content, Asked asked) {
        this.content = content;
        this.asked = asked;
        this.answers = new Answers(content, asked);
    }

    /** What a list may be asked for, as it was typed; what is blank was not asked for. */
    record Wanted(Optional<String> topic, Optional<String> from, Optional<String> until, Optional<String> limit,
            Optional<String> after) {
        static Wanted of(String topic, String from, String until, String limit, String after) {
            return new Wanted(given(topic), given(from), given(until), given(limit), given(after));
        }

        private static Optional<String> given(String value) {
            return Optional.ofNullable(value).filter(text -> !text.isBlank());
        }
    }

    /**
     * @param total how many there are on all pages
     * @param counts how many there would be with another choice
     * @param next the cursor of the next page, to be sent as {@code after}; none on the last
     */
    record Listing(Given language, Topic topic, LocalDate from, LocalDate until, int total, Counts counts,
            List<Item> items, String next) {}

    /**
     * @param topics by topic, within the dates asked for
     * @param months by month, newest first, in the topic asked for; only of news
     */
    record Counts(List<TopicCount> topics, Map<YearMonth, Long> months) {}

    record TopicCount(String slug, String label, long count) {}

    Listing list(Kind kind, Wanted wanted) {
        List<? extends Article> all = content.shelf(kind).list(asked.chain());
        Optional<String> topic = wanted.topic();
        if (topic.isPresent() && !content.site().topics().contains(topic.get())) {
            throw Refused.parameter("topic", content.site().topics());
        }
        Optional<LocalDate> from = date("from", wanted.from());
        Optional<LocalDate> until = date("until", wanted.until());
        Predicate<Article> ofTopic = article -> topic.isEmpty() || article.text().topic().equals(topic);
        Predicate<Article> inTime = article -> isWithin(article, from, until);
        List<? extends Article> matching = all.stream().filter(ofTopic.and(inTime)).toList();
        List<? extends Article> page = matching.stream().filter(after(wanted.after())).limit(limit(wanted) + 1L)
                .toList();
        List<? extends Article> shown = page.subList(0, Math.min(limit(wanted), page.size()));
        return new Listing(asked.given(asked.visitor()), topic.map(answers::topic).orElse(null), from.orElse(null),
                until.orElse(null), matching.size(),
                new Counts(topics(all.stream().filter(inTime).toList()), months(all.stream().filter(ofTopic).toList())),
                shown.stream().map(answers::item).toList(),
                page.size() > shown.size() ? cursor(shown.getLast()) : null);
    }

    private static boolean isWithin(Article article, Optional<LocalDate> from, Optional<LocalDate> until) {
        return !(article instanceof News news) || from.filter(day -> news.date().isBefore(day)).isEmpty()
                && until.filter(day -> news.date().isAfter(day)).isEmpty();
    }

    /** In the order of site.yml; those without an article are left out. */
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

    private static int limit(Wanted wanted) {
        return wanted.limit().map(text -> {
            if (!text.matches("[1-9]\\d{0,2}") || Integer.parseInt(text) > MOST) {
                throw Refused.parameter("limit", List.of("a number from 1 to " + MOST));
            }
            return Integer.valueOf(text);
        }).orElse(USUAL);
    }

    private static Optional<LocalDate> date(String name, Optional<String> text) {
        try {
            return text.map(Day::parse);
        } catch (DateTimeParseException e) {
            throw Refused.parameter(name, List.of("a date such as 2026-03-31"));
        }
    }

    private static String cursor(Article last) {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString((last.rank() + "/" + last.text().id()).getBytes(StandardCharsets.US_ASCII));
    }

    private static Predicate<Article> after(Optional<String> cursor) {
        if (cursor.isEmpty()) {
            return _ -> true;
        }
        Matcher last = CURSOR.matcher(decoded(cursor.get()));
        if (!last.matches()) {
            throw Refused.parameter("after", List.of("the value of next in the answer before"));
        }
        long rank = Long.parseLong(last.group(1));
        return article -> article.rank() > rank
                || article.rank() == rank && article.text().id().compareTo(last.group(2)) > 0;
    }

    private static String decoded(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
