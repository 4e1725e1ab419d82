package org.frontdesk.content.article;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.frontdesk.content.article.Article.Section;
import org.frontdesk.content.article.Article.News;
import org.frontdesk.content.article.Article.Page;
import org.frontdesk.content.article.Article.Story;
import org.frontdesk.content.site.Site;
import org.frontdesk.content.site.SiteMistakes.Mistake;

/**
 * Everything that the service serves. Immutable: a request sees one state of the folder.
 *
 * @param today in the site's time zone; news with a later date are hidden
 * @param hidden drafts and news with a date in the future
 * @param images by name
 * @param mistakes what is wrong in the folder; of a broken file this has the last good version, if there was one
 */
public record Content(Site site, LocalDate today, Catalog<Page> pages, Catalog<News> news, Catalog<Story> stories,
        List<Article> hidden, Map<String, Image> images, List<Mistake> mistakes) {

    /** @param articles in the order of the site's languages, the default language first */
    static Content of(Site site, LocalDate today, List<Article> articles, Collection<Image> images,
            List<Mistake> mistakes) {
        Map<Boolean, List<Article>> published = articles.stream()
                .collect(Collectors.partitioningBy(article -> article.isPublished(today)));
        List<Article> shown = published.get(true);
        List<Mistake> all = new ArrayList<>(mistakes);
        all.addAll(new LinkChecks(articles, shown).mistakes());
        return new Content(site, today, new Catalog<>(only(Page.class, shown)), new Catalog<>(only(News.class, shown)),
                new Catalog<>(only(Story.class, shown)), published.get(false),
                images.stream().collect(Collectors.toUnmodifiableMap(Image::name, image -> image, (one, _) -> one)),
                List.copyOf(all));
    }

    private static <A extends Article> List<A> only(Class<A> type, List<Article> articles) {
        return articles.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public Catalog<? extends Article> catalog(Section section) {
        return switch (section) {
            case PAGES -> pages;
            case NEWS -> news;
            case STORIES -> stories;
        };
    }

    /** The hidden article with exactly this slug and language. */
    public Optional<Article> hidden(Section section, String slug, String language) {
        return hidden.stream().filter(article -> article.section() == section && article.text().slug().equals(slug)
                && article.text().language().equals(language)).findFirst();
    }

    /** The day when the next hidden news item becomes public. */
    public Optional<LocalDate> nextPublication() {
        return hidden.stream().filter(article -> !article.text().draft())
                .flatMap(article -> article instanceof News news ? Stream.of(news.date()) : Stream.of())
                .min(LocalDate::compareTo);
    }

    /** The number of articles, without their translations. */
    public int size() {
        return pages.all().size() + news.all().size() + stories.all().size();
    }

    public Addresses addresses() {
        return new Addresses(site.address());
    }
}
