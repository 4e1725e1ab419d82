package org.frontdesk.content;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.frontdesk.content.Article.Text;

/** All articles of one kind, each with its translations; never changed after it is filled. */
final class Shelf<A extends Article> {
    private final Map<String, Map<String, A>> translationsBySlug = new TreeMap<>();
    private final Comparator<A> order;

    /** @param articles in the order of the site's languages */
    Shelf(Collection<A> articles, Comparator<A> order) {
        this.order = order.thenComparing(article -> article.text().slug());
        articles.forEach(
                article -> translationsBySlug.computeIfAbsent(article.text().slug(), _ -> new LinkedHashMap<>())
                        .put(article.text().language(), article));
    }

    /** @param chain tags of languages; the first in which the article exists wins */
    Optional<A> find(String slug, List<String> chain) {
        return first(translationsBySlug.getOrDefault(slug, Map.of()), chain);
    }

    /** Every article that exists in a language of the chain, once, in the shelf's order. */
    List<A> list(List<String> chain, Predicate<Text> wanted) {
        return translationsBySlug.values().stream().flatMap(translations -> first(translations, chain).stream())
                .filter(article -> wanted.test(article.text())).sorted(order).toList();
    }

    /** The languages in which the article exists as a real translation. */
    Set<String> alternates(String slug) {
        return Collections.unmodifiableSet(translationsBySlug.getOrDefault(slug, Map.of()).keySet());
    }

    int size() {
        return translationsBySlug.size();
    }

    private static <A> Optional<A> first(Map<String, A> translations, List<String> chain) {
        return chain.stream().filter(translations::containsKey).findFirst().map(translations::get);
    }
}
