package org.frontdesk.content.edition;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.frontdesk.content.article.Content;
import org.frontdesk.content.article.Image;
import org.frontdesk.content.search.SearchIndex;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import jakarta.servlet.ServletRequest;

/**
 * One state of the folder with all that is made of it. A request holds on to one, so that no answer is a mixture.
 *
 * @param images also those of the edition before: a browser may still be loading its page, if their files are there
 * @param index that of the first edition is made once the service answers, so that a start does not wait for it
 * @param prepared answers by what was asked, made when first asked for and thrown away with the edition; at most an
 *        eighth of the memory
 */
public record Edition(Content content, Map<String, Image> images, CompletableFuture<SearchIndex> index,
        Cache<String, PreparedAnswer> prepared) {
    private static final String ATTRIBUTE = Edition.class.getName();

    static Edition of(Content content, Optional<Edition> before,
            CompletableFuture<SearchIndex> index) {
        Map<String, Image> images = new HashMap<>();
        before.ifPresent(edition -> images.putAll(edition.content().images()));
        images.putAll(content.images());
        return new Edition(content, Map.copyOf(images), index,
                Caffeine.newBuilder().maximumWeight(Runtime.getRuntime().maxMemory() / 8)
                        .<String, PreparedAnswer>weigher((asked, answer) -> 2 * asked.length() + answer.weight())
                        .executor(Runnable::run).build());
    }

    /** The one that this request is answered from. */
    public static Edition of(ServletRequest request, Editions editions) {
        Object held = request.getAttribute(ATTRIBUTE);
        return held instanceof Edition edition ? edition : editions.current();
    }

    /** Waits for the index while the service has only just started. */
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
