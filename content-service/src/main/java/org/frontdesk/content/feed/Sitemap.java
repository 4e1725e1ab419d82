package org.frontdesk.content.feed;

import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.frontdesk.content.article.Article;
import org.frontdesk.content.article.Article.Section;
import org.frontdesk.content.article.Article.News;
import org.frontdesk.content.article.Content;

/**
 * All articles for search engines (sitemaps.org, 0.9). Each translation lists all translations, itself included, and
 * the original as {@code x-default}. Fallbacks are not listed.
 */
record Sitemap(Content content) {
    private static final String SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9";
    /** The protocol allows 50,000 URLs and 50 MiB; with all translations of each article this stays below both. */
    static final int MOST = 10_000;

    /** The sitemap, or the sitemap index if one file would be too large. */
    byte[] first() {
        int parts = (articles().mapToInt(Map::size).sum() + MOST - 1) / MOST;
        return parts > 1 ? index(parts) : part(1).orElseThrow();
    }

    /** @param number from 1 */
    Optional<byte[]> part(int number) {
        var xml = new Xml();
        List<Runnable> urls = articles().flatMap(translations -> translations.values().stream()
                .<Runnable>map(article -> () -> url(xml, article, translations)))
                .skip((number - 1L) * MOST).limit(MOST).toList();
        if (number > 1 && urls.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> root = new LinkedHashMap<>();
        root.put("xmlns", SITEMAP);
        root.put("xmlns:xhtml", "http://www.w3.org/1999/xhtml");
        return Optional.of(xml.element("urlset", root, () -> urls.forEach(Runnable::run)).bytes());
    }

    private byte[] index(int parts) {
        var xml = new Xml();
        return xml.element("sitemapindex", Map.of("xmlns", SITEMAP), () -> {
            for (int i = 1; i <= parts; i++) {
                String address = content.addresses().of("/sitemaps/" + i + ".xml");
                xml.element("sitemap", Map.of(), () -> xml.element("loc", address));
            }
        }).bytes();
    }

    private Stream<? extends Map<String, ? extends Article>> articles() {
        return Stream.of(Section.values()).map(section -> content.catalog(section).all()).flatMap(Collection::stream);
    }

    private void url(Xml xml, Article article, Map<String, ? extends Article> translations) {
        xml.element("url", Map.of(), () -> {
            xml.element("loc", address(article));
            changed(article).ifPresent(day -> xml.element("lastmod", day.toString()));
            translations.forEach((tag, other) -> alternate(xml, tag, other));
            alternate(xml, "x-default", translations.values().iterator().next());
        });
    }

    private void alternate(Xml xml, String tag, Article article) {
        Map<String, String> link = new LinkedHashMap<>();
        link.put("rel", "alternate");
        link.put("hreflang", tag);
        link.put("href", address(article));
        xml.empty("xhtml:link", link);
    }

    private String address(Article article) {
        return content.addresses().of(article);
    }

    private static Optional<LocalDate> changed(Article article) {
        return article.text().updated().or(() -> article instanceof News news
                ? Optional.of(news.date())
                : Optional.empty());
    }
}
