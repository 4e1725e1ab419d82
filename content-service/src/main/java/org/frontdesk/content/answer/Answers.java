package org.frontdesk.content.answer;

import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.frontdesk.content.answer.RequestedLanguage.Given;
import org.frontdesk.content.article.Addresses;
import org.frontdesk.content.article.Article;
import org.frontdesk.content.article.Article.Heading;
import org.frontdesk.content.article.Article.Section;
import org.frontdesk.content.article.Article.News;
import org.frontdesk.content.article.Article.Page;
import org.frontdesk.content.article.Article.Patient;
import org.frontdesk.content.article.Article.Story;
import org.frontdesk.content.article.Article.Text;
import org.frontdesk.content.article.Catalog;
import org.frontdesk.content.article.Content;
import org.frontdesk.content.article.PreviewLinks;
import org.frontdesk.content.site.Site;
import org.frontdesk.content.site.Site.Language;
import org.frontdesk.content.site.Site.Phone;

/**
 * The JSON representations. Each response, and each item of a list, states in {@code language} which language was
 * requested and which is given. Absent values are omitted.
 */
final class Answers {
    private static final int LATEST_NEWS = 4;
    private static final int MOST_STORIES = 12;

    private final Content content;
    private final Site site;
    private final Addresses addresses;
    private final RequestedLanguage requested;

    Answers(Content content, RequestedLanguage requested) {
        this.content = content;
        this.site = content.site();
        this.addresses = content.addresses();
        this.requested = requested;
    }

    /** @param label in the visitor's language */
    record Topic(String slug, String label) {}

    /** An item of a list. A news item has {@code date}, a story has {@code patient}. */
    record Item(@JsonProperty("kind") Section section, String slug, Given language, String title, String summary,
            Topic topic, LocalDate date,
            Patient patient) {}

    /** A translation that exists, with its own slug and its URL on the website. */
    record Alternate(String language, String slug, String address) {}

    record Original(String language, String slug) {}

    /**
     * A page with the latest news and the stories of its topic.
     *
     * @param slug in the given language, which may differ from the requested slug
     * @param translationOf the original; none if this is the original
     * @param stale whether the original has changed since it was translated
     * @param alternates all translations that exist, this one included
     * @param contacts in the visitor's language, even if the page itself is a fallback
     * @param jsonLd schema.org data for the website's page; whoever embeds it in HTML must escape {@code <}, since a
     *        title could end the script element
     */
    record PageAnswer(String slug, Given language, Original translationOf, boolean stale, List<Alternate> alternates,
            String title, String summary, Topic topic, LocalDate updated, String duration, List<Heading> contents,
            String html, List<Item> news, List<Item> stories, Contacts contacts, Map<String, Object> jsonLd) {}

    /** A news item or a story. */
    record ArticleAnswer(String slug, Given language, Original translationOf, boolean stale,
            List<Alternate> alternates, String title, String summary, Topic topic, LocalDate date, LocalDate updated,
            Patient patient, List<Heading> contents, String html, Contacts contacts, Map<String, Object> jsonLd) {}

    /** @param languages all languages of the site, each with its own name for itself */
    record Contacts(Given language, String clinic, String place, String hours, ZoneId zone, URI site,
            List<Phone> phones, List<LanguageName> languages, Map<String, Object> jsonLd) {}

    record LanguageName(String tag, String name, String direction) {}

    /** @param preview a token for an unpublished article, if given */
    PageAnswer page(String slug, Optional<String> preview, PreviewLinks previews) {
        Page page = find(content.pages(), Section.PAGES, slug, preview, previews);
        Text text = page.text();
        return new PageAnswer(text.slug(), given(text), original(page, content.pages()), content.pages().isStale(page),
                alternates(page), text.title(), text.summary(), topic(text), text.updated().orElse(null),
                page.duration().orElse(null), text.body().contents(), text.body().html(),
                around(text, content.news(), LATEST_NEWS), around(text, content.stories(), MOST_STORIES),
                contacts(false),
                jsonLd().of(page));
    }

    ArticleAnswer news(String slug, Optional<String> preview, PreviewLinks previews) {
        News news = find(content.news(), Section.NEWS, slug, preview, previews);
        return article(news, content.news(), news.date(), null);
    }

    ArticleAnswer story(String slug, Optional<String> preview, PreviewLinks previews) {
        Story story = find(content.stories(), Section.STORIES, slug, preview, previews);
        return article(story, content.stories(), null, story.patient());
    }

    Contacts contacts() {
        return contacts(true);
    }

    /** @param jsonLd whether to add schema.org data; within an article the article's data contains it */
    private Contacts contacts(boolean jsonLd) {
        Language visitor = requested.visitor();
        List<LanguageName> languages = site.languages().values().stream()
                .map(language -> new LanguageName(language.tag(), language.name(), language.direction())).toList();
        return new Contacts(requested.given(visitor), visitor.clinic(), visitor.place(), visitor.hours(), site.zone(),
                site.address(), visitor.phones(), languages, jsonLd ? jsonLd().clinic(visitor) : null);
    }

    private <A extends Article> A find(Catalog<A> catalog, Section section, String slug, Optional<String> preview,
            PreviewLinks previews) {
        Optional<A> hidden = preview.flatMap(token -> content.hidden(section, slug, requested.visitor().tag())
                .filter(article -> previews.isValid(article, token)).map(article -> cast(catalog, article)));
        return hidden.or(() -> preview.isPresent() ? Optional.empty() : catalog.find(slug, requested.chain()))
                .orElseThrow(() -> ProblemException.article(alternates(catalog.translations(slug).values())));
    }

    /** All articles of a section have the type of its catalog. */
    @SuppressWarnings("unchecked")
    private static <A extends Article> A cast(Catalog<A> catalog, Article article) {
        return (A) article;
    }

    private <A extends Article> ArticleAnswer article(A article, Catalog<A> catalog, LocalDate date, Patient patient) {
        Text text = article.text();
        return new ArticleAnswer(text.slug(), given(text), original(article, catalog), catalog.isStale(article),
                alternates(article), text.title(), text.summary(), topic(text), date, text.updated().orElse(null),
                patient, text.body().contents(), text.body().html(), contacts(false), jsonLd().of(article));
    }

    private static <A extends Article> Original original(A article, Catalog<A> catalog) {
        return catalog.original(article).map(A::text).map(text -> new Original(text.language(), text.slug()))
                .orElse(null);
    }

    private List<Alternate> alternates(Article article) {
        return alternates(content.catalog(article.section()).translations(article.text().id()).values());
    }

    private List<Alternate> alternates(Iterable<? extends Article> translations) {
        List<Alternate> alternates = new ArrayList<>();
        translations.forEach(article -> alternates.add(
                new Alternate(article.text().language(), article.text().slug(), addresses.of(article))));
        return alternates;
    }

    private List<Item> around(Text page, Catalog<?> catalog, int most) {
        return page.topic().isEmpty()
                ? List.of()
                : catalog.list(requested.chain()).stream()
                        .filter(article -> article.text().topic().equals(page.topic()))
                        .limit(most).map(this::item).toList();
    }

    Item item(Article article) {
        Text text = article.text();
        return new Item(article.section(), text.slug(), given(text), text.title(), text.summary(), topic(text),
                article instanceof News news ? news.date() : null,
                article instanceof Story story ? story.patient() : null);
    }

    private JsonLd jsonLd() {
        return new JsonLd(site, addresses);
    }

    private Given given(Text text) {
        return requested.given(site.languages().get(text.language()));
    }

    private Topic topic(Text text) {
        return text.topic().map(this::topic).orElse(null);
    }

    Topic topic(String slug) {
        return new Topic(slug, requested.visitor().topics().get(slug));
    }
}
