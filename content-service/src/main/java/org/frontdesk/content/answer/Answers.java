package org.frontdesk.content.answer;

import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.frontdesk.content.answer.Asked.Given;
import org.frontdesk.content.article.Addresses;
import org.frontdesk.content.article.Article;
import org.frontdesk.content.article.Article.Heading;
import org.frontdesk.content.article.Article.Kind;
import org.frontdesk.content.article.Article.News;
import org.frontdesk.content.article.Article.Page;
import org.frontdesk.content.article.Article.Patient;
import org.frontdesk.content.article.Article.Story;
import org.frontdesk.content.article.Article.Text;
import org.frontdesk.content.article.Content;
import org.frontdesk.content.article.Shelf;
import org.frontdesk.content.site.Site;
import org.frontdesk.content.site.Site.Language;
import org.frontdesk.content.site.Site.Phone;

/**
 * The shapes of the answers. Each says in {@code language} what was asked and what is given, and so does each item of a
 * list, so that languages are never mixed in silence. What an article does not have is left out.
 */
final class Answers {
    private static final int LATEST_NEWS = 4;
    private static final int STORIES = 12;

    private final Content content;
    private final Site site;
    private final Addresses addresses;
    private final Asked asked;

    Answers(Content content, Asked asked) {
        this.content = content;
        this.site = content.site();
        this.addresses = content.addresses();
        this.asked = asked;
    }

    /** @param label in the visitor's language, as it stands in headings around the article */
    record Topic(String slug, String label) {}

    /** An item of a list. A news item has {@code date}, a story has {@code patient}. */
    record Item(Kind kind, String slug, Given language, String title, String summary, Topic topic, LocalDate date,
            Patient patient) {}

    /** A real translation, with its own slug and its address on the website. */
    record Alternate(String language, String slug, String address) {}

    record Original(String language, String slug) {}

    /**
     * A page with what belongs around it: the latest news and the stories of its topic.
     *
     * @param slug in the language given, which may be another than was asked for
     * @param translationOf what it was translated from; none for an original
     * @param stale whether that has changed since
     * @param alternates the languages in which it exists as a real translation, itself among them
     * @param contacts in the visitor's language, also where the page's text is a fallback
     * @param jsonLd schema.org's description, for the website's page; a server that writes it into HTML escapes {@code <}, lest a
     *        title end the script
     */
    record PageAnswer(String slug, Given language, Original translationOf, boolean stale, List<Alternate> alternates,
            String title, String summary, Topic topic, LocalDate updated, String duration, List<Heading> contents,
            String html, List<Item> news, List<Item> stories, Contacts contacts, Map<String, Object> jsonLd) {}

    /** A news item or a story. */
    record ArticleAnswer(String slug, Given language, Original translationOf, boolean stale,
            List<Alternate> alternates, String title, String summary, Topic topic, LocalDate date, LocalDate updated,
            Patient patient, List<Heading> contents, String html, Contacts contacts, Map<String, Object> jsonLd) {}

    /** @param languages all of the site's, each under its own name */
    record Contacts(Given language, String clinic, String place, String hours, ZoneId zone, URI site,
            List<Phone> phones, List<LanguageName> languages, Map<String, Object> jsonLd) {}

    record LanguageName(String tag, String name, String direction) {}

    /** @param preview a token for an article that is not published, or none */
    PageAnswer page(String slug, Optional<String> preview, Preview previews) {
        Page page = find(content.pages(), Kind.PAGES, slug, preview, previews);
        Text text = page.text();
        return new PageAnswer(text.slug(), given(text), original(page, content.pages()), content.pages().isStale(page),
                alternates(page), text.title(), text.summary(), topic(text), text.updated().orElse(null),
                page.duration().orElse(null), text.body().contents(), text.body().html(),
                around(text, content.news(), LATEST_NEWS), around(text, content.stories(), STORIES), contacts(false),
                linkedData().of(page));
    }

    ArticleAnswer news(String slug, Optional<String> preview, Preview previews) {
        News news = find(content.news(), Kind.NEWS, slug, preview, previews);
        return article(news, content.news(), news.date(), null);
    }

    ArticleAnswer story(String slug, Optional<String> preview, Preview previews) {
        Story story = find(content.stories(), Kind.STORIES, slug, preview, previews);
        return article(story, content.stories(), null, story.patient());
    }

    Contacts contacts() {
        return contacts(true);
    }

    /** @param alone with its own description for machines; beside an article that one has it */
    private Contacts contacts(boolean alone) {
        Language visitor = asked.visitor();
        List<LanguageName> languages = site.languages().values().stream()
                .map(language -> new LanguageName(language.tag(), language.name(), language.direction())).toList();
        return new Contacts(asked.given(visitor), visitor.clinic(), visitor.place(), visitor.hours(), site.zone(),
                site.address(), visitor.phones(), languages, alone ? linkedData().clinic(visitor) : null);
    }

    private <A extends Article> A find(Shelf<A> shelf, Kind kind, String slug, Optional<String> preview,
            Preview previews) {
        Optional<A> hidden = preview.flatMap(token -> content.hidden(kind, slug, asked.visitor().tag())
                .filter(article -> previews.shows(article, token)).map(article -> cast(shelf, article)));
        return hidden.or(() -> preview.isPresent() ? Optional.empty() : shelf.find(slug, asked.chain()))
                .orElseThrow(() -> Refused.article(alternates(shelf.translations(slug).values())));
    }

    /** An article of a kind is of the type of that kind's shelf. */
    @SuppressWarnings("unchecked")
    private static <A extends Article> A cast(Shelf<A> shelf, Article article) {
        return (A) article;
    }

    private <A extends Article> ArticleAnswer article(A article, Shelf<A> shelf, LocalDate date, Patient patient) {
        Text text = article.text();
        return new ArticleAnswer(text.slug(), given(text), original(article, shelf), shelf.isStale(article),
                alternates(article), text.title(), text.summary(), topic(text), date, text.updated().orElse(null),
                patient, text.body().contents(), text.body().html(), contacts(false), linkedData().of(article));
    }

    private static <A extends Article> Original original(A article, Shelf<A> shelf) {
        return shelf.original(article).map(A::text).map(text -> new Original(text.language(), text.slug()))
                .orElse(null);
    }

    private List<Alternate> alternates(Article article) {
        return alternates(content.shelf(article.kind()).translations(article.text().id()).values());
    }

    private List<Alternate> alternates(Iterable<? extends Article> translations) {
        List<Alternate> alternates = new ArrayList<>();
        translations.forEach(article -> alternates.add(
                new Alternate(article.text().language(), article.text().slug(), addresses.of(article))));
        return alternates;
    }

    private List<Item> around(Text page, Shelf<?> shelf, int most) {
        return page.topic().isEmpty()
                ? List.of()
                : shelf.list(asked.chain()).stream().filter(article -> article.text().topic().equals(page.topic()))
                        .limit(most).map(this::item).toList();
    }

    Item item(Article article) {
        Text text = article.text();
        return new Item(article.kind(), text.slug(), given(text), text.title(), text.summary(), topic(text),
                article instanceof News news ? news.date() : null,
                article instanceof Story story ? story.patient() : null);
    }

    private LinkedData linkedData() {
        return new LinkedData(site, addresses);
    }

    private Given given(Text text) {
        return asked.given(site.languages().get(text.language()));
    }

    private Topic topic(Text text) {
        return text.topic().map(this::topic).orElse(null);
    }

    Topic topic(String slug) {
        return new Topic(slug, asked.visitor().topics().get(slug));
    }
}
