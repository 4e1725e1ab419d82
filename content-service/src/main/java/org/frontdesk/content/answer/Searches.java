package org.frontdesk.content.answer;

import java.util.List;
import java.util.Optional;

import org.frontdesk.content.answer.Answers.Item;
import org.frontdesk.content.answer.Answers.Topic;
import org.frontdesk.content.answer.RequestedLanguage.Given;
import org.frontdesk.content.article.Article.Section;
import org.frontdesk.content.edition.Edition;
import org.frontdesk.content.edition.Editions;
import org.frontdesk.content.search.SearchIndex;
import org.frontdesk.content.search.SearchIndex.Hits;

/** Searches in the request's edition, or in its successor if that edition was just replaced and its index closed. */
final class Searches {
    private static final int LONGEST_QUERY = 200;
    private static final int LARGEST_LIMIT = 50;
    private static final int DEFAULT_LIMIT = 20;
    private static final int MOST_ATTEMPTS = 100;

    private Searches() {}

    /** @param excerpt HTML: text with {@code mark} around the matching words */
    record Found(Item article, String excerpt) {}

    /** @param total the number of all hits, of which the best are listed */
    record SearchAnswer(Given language, String query, Topic topic, long total, List<Found> items) {}

    static SearchAnswer search(Optional<String> query, Optional<String> topic, Optional<Section> section,
            Optional<String> limit, RequestedLanguage requested, Edition first, Editions editions) {
        Edition edition = first;
        var request = new SearchIndex.Request(query(query), requested.visitor().tag(), requested.chain(),
                requested.strict(), Listings.topic(topic, edition.content().site()), section,
                Listings.limit(limit, DEFAULT_LIMIT, LARGEST_LIMIT));
        Optional<Hits> hits = edition.search().find(request);
        for (int i = 0; hits.isEmpty() && i < MOST_ATTEMPTS; i++) {
            edition = editions.current();
            hits = edition.search().find(request);
        }
        var answers = new Answers(edition.content(), requested);
        return new SearchAnswer(requested.given(requested.visitor()), request.words(),
                request.topic().map(answers::topic).orElse(null), hits.orElseThrow().total(),
                hits.get().hits().stream().map(hit -> new Found(answers.item(hit.article()), hit.excerpt())).toList());
    }

    /** Not {@code @Size}: the length counts after the spaces around the words were removed. */
    private static String query(Optional<String> query) {
        String words = query.orElse("").strip();
        if (words.isEmpty() || words.length() > LONGEST_QUERY) {
            throw ProblemException.parameter("q", List.of("1 to " + LONGEST_QUERY + " characters"));
        }
        return words;
    }
}
