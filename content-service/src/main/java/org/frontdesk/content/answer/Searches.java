package org.frontdesk.content.answer;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.frontdesk.content.answer.Answers.Item;
import org.frontdesk.content.answer.Answers.Topic;
import org.frontdesk.content.answer.Asked.Given;
import org.frontdesk.content.article.Article.Kind;
import org.frontdesk.content.edition.Edition;
import org.frontdesk.content.edition.Editions;
import org.frontdesk.content.search.SearchIndex.Hits;
import org.frontdesk.content.search.SearchIndex.Wanted;

/** Answers a search in one edition, or in the next where that has just been closed. */
final class Searches {
    private static final int LONGEST = 200;
    private static final int MOST = 50;
    private static final int USUAL = 20;

    private Searches() {}

    /** @param excerpt HTML: text with {@code mark} around what was found */
    record Found(Item article, String excerpt) {}

    /** @param total how many there are, of which the best are given */
    record SearchAnswer(Given language, String query, Topic topic, long total, List<Found> items) {}

    static SearchAnswer search(String query, String topic, String kind, String limit, Asked asked,
            Edition held, Editions editions) {
        Edition edition = held;
        Wanted wanted = new Wanted(query(query), asked.visitor().tag(), asked.chain(), asked.strict(),
                topic(topic, edition), kind(kind), limit(limit));
        Optional<Hits> hits = edition.search().find(wanted);
        while (hits.isEmpty()) {
            edition = editions.current();
            hits = edition.search().find(wanted);
        }
        Answers answers = new Answers(edition.content(), asked);
        return new SearchAnswer(asked.given(asked.visitor()), wanted.words(),
                wanted.topic().map(answers::topic).orElse(null), hits.get().total(),
                hits.get().hits().stream().map(hit -> new Found(answers.item(hit.article()), hit.excerpt())).toList());
    }

    private static String query(String query) {
        String words = query == null ? "" : query.strip();
        if (words.isEmpty() || words.length() > LONGEST) {
            throw Refused.parameter("q", List.of("1 to " + LONGEST + " characters"));
        }
        return words;
    }

    private static Optional<String> topic(String topic, Edition edition) {
        List<String> topics = edition.content().site().topics();
        Optional<String> given = Optional.ofNullable(topic).filter(slug -> !slug.isBlank());
        if (given.isPresent() && !topics.contains(given.get())) {
            throw Refused.parameter("topic", topics);
        }
        return given;
    }

    private static Optional<Kind> kind(String kind) {
        Optional<String> given = Optional.ofNullable(kind).filter(name -> !name.isBlank());
        List<String> kinds = Stream.of(Kind.values()).map(Kind::folder).toList();
        if (given.isPresent() && !kinds.contains(given.get())) {
            throw Refused.parameter("kind", kinds);
        }
        return given.map(name -> Kind.valueOf(name.toUpperCase(Locale.ROOT)));
    }

    private static int limit(String limit) {
        if (limit == null || limit.isBlank()) {
            return USUAL;
        }
        if (!limit.matches("[1-9]\\d?") || Integer.parseInt(limit) > MOST) {
            throw Refused.parameter("limit", List.of("a number from 1 to " + MOST));
        }
        return Integer.parseInt(limit);
    }
}
