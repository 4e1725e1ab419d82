package org.frontdesk.content.edition;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import jakarta.servlet.ServletRequest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.frontdesk.content.article.Content;
import org.frontdesk.content.article.Image;
import org.frontdesk.content.search.SearchIndex;

/**
 * An immutable snapshot of the site's content and everything derived from it. Each request uses one edition from start
 * to end, so that no response mixes two.
 *
 * @param images including those of the previous edition, whose pages browsers may still be loading
 * @param index for the first edition, built after startup, so that startup does not wait for it
 * @param responses cached by request, in at most an eighth of the memory; discarded with the edition
 */
public record Edition(Content content, Map<String, Image> images, CompletableFuture<SearchIndex> index,
        Cache<String, CachedResponse> responses) {
    private static final String ATTRIBUTE = Edition.class.getName();

    static Edition of(Content content, Optional<Edition> before,
            CompletableFuture<SearchIndex> index) {
        Map<String, Image> images = new HashMap<>();
        before.ifPresent(edition -> images.putAll(edition.content().images()));
        images.putAll(content.images());
        return new Edition(content, Map.copyOf(images), index,
                Caffeine.newBuilder().maximumWeight(Runtime.getRuntime().maxMemory() / 8)
                        .<String, CachedResponse>weigher((key, response) -> 2 * key.length() + response.weight())
                        .executor(Runnable::run).build());
    }

    /** The edition of this request. */
    public static Edition of(ServletRequest request, Editions editions) {
        Object held = request.getAttribute(ATTRIBUTE);
        return held instanceof Edition edition ? edition : editions.current();
    }

    /** Just after startup, waits for the index. */
    public SearchIndex search() {
        return index.join();
    }

    public Optional<Image> image(String name) {
        return Optional.ofNullable(images.get(name));
    }

    void hold(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
