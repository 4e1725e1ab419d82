package org.frontdesk.content.article;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The public articles of one section, each with its translations. Immutable. */
public final class Catalog<A extends Article> {
    private static final Comparator<Article> ORDER = Comparator.comparingLong(Article::rank)
            .thenComparing(article -> article.text().id());

    private final Map<String, Map<String, A>> translationsById = new TreeMap<>();
    private final Map<String, String> idBySlug = new HashMap<>();
    private final Map<List<String>, List<A>> lists = new ConcurrentHashMap<>();

    /** @param articles in the order of the site's languages, the default language first */
    Catalog(Collection<A> articles) {
        for (A article : articles) {
            String id = article.text().id();
            translationsById.computeIfAbsent(id, _ -> new LinkedHashMap<>()).putIfAbsent(article.text().language(),
                    article);
            idBySlug.putIfAbsent(article.text().slug(), id);
        }
        translationsById.keySet().forEach(id -> idBySlug.put(id, id));
    }

    /**
     * @param slug of the article in any language
     * @param chain language tags; the first in which the article exists wins
     */
    public Optional<A> find(String slug, List<String> chain) {
        return first(translations(slug), chain);
    }

    /** Every article that exists in a language of the chain, once, in order. */
    public List<A> list(List<String> chain) {
        return lists.computeIfAbsent(chain, _ -> translationsById.values().stream()
                .flatMap(translations -> first(translations, chain).stream()).sorted(ORDER).toList());
    }

    /** The article's translations by language tag, without fallbacks; the first is the original. */
    public Map<String, A> translations(String slug) {
        return translationsById.getOrDefault(idBySlug.getOrDefault(slug, slug), Map.of());
    }

    public Collection<Map<String, A>> all() {
        return translationsById.values();
    }

    /** Empty for the original itself. */
    public Optional<A> original(A article) {
        return translations(article.text().id()).values().stream().findFirst().filter(first -> first != article);
    }

    /** Whether the original has changed since the translation was written. */
    public boolean isStale(A article) {
        return original(article).flatMap(original -> original.text().updated())
                .filter(changed -> article.text().updated().orElse(LocalDate.MIN).isBefore(changed)).isPresent();
    }

    private static <A> Optional<A> first(Map<String, A> translations, List<String> chain) {
        return chain.stream().filter(translations::containsKey).findFirst().map(translations::get);
    }
}
