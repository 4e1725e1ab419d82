package org.frontdesk.content;

import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.frontdesk.content.Article.News;
import org.frontdesk.content.Article.Page;
import org.frontdesk.content.Article.Patient;
import org.frontdesk.content.Article.Story;
import org.frontdesk.content.Article.Text;
import org.frontdesk.content.Asked.Given;
import org.frontdesk.content.Site.Language;
import org.frontdesk.content.Site.Phone;
import org.springframework.stereotype.Component;

/**
 * The shapes of the answers. Each says in {@code language} what was asked and what is given, and so does each item of a
 * list, so that languages are never mixed in silence. What an article does not have is left out.
 */
@Component
class Answers {
    private static final int LATEST = 4;

    private final Content content;
    private final Site site;

    Answers(Content content) {
        this.content = content;
        this.site = content.site();
    }

    /** @param label in the visitor's language, as it stands in headings around the article */
    record Topic(String slug, String label) {}

    /** An item of a list. A news item has {@code date}, a story has {@code patient}. */
    record Item(String slug, Given language, String title, String summary, Topic topic, LocalDate date,
            Patient patient) {}

    record Listing(Given language, Topic topic, List<Item> items) {}

    /**
     * A page with what belongs around it: the latest news and the stories of its topic.
     *
     * @param alternates the languages in which this slug exists as a real translation
     * @param contacts in the visitor's language, also where the page's text is a fallback
     */
    record PageAnswer(String slug, Given language, Set<String> alternates, String title, String summary, Topic topic,
            String duration, String html, List<Item> news, List<Item> stories, Contacts contacts) {}

    /** A news item or a story. */
    record ArticleAnswer(String slug, Given language, Set<String> alternates, String title, String summary, Topic topic,
            LocalDate date, Patient patient, String html, Contacts contacts) {}

    /** @param languages all of the site's, each under its own name */
    record Contacts(Given language, String clinic, String place, String hours, ZoneId zone, URI site,
            List<Phone> phones,
            List<LanguageName> languages) {}

    record LanguageName(String tag, String name, String direction) {}

    PageAnswer page(String slug, Asked asked) {
        Page page = find(content.pages(), slug, asked);
        Text text = page.text();
        List<Item> news = around(text, content.news(), asked);
        return new PageAnswer(slug, given(text, asked), content.pages().alternates(slug), text.title(), text.summary(),
                topic(text, asked), page.duration().orElse(null), text.html(),
                news.subList(0, Math.min(LATEST, news.size())), around(text, content.stories(), asked),
                contacts(asked));
    }

    ArticleAnswer news(String slug, Asked asked) {
        News news = find(content.news(), slug, asked);
        return article(news.text(), content.news(), news.date(), null, asked);
    }

    ArticleAnswer story(String slug, Asked asked) {
        Story story = find(content.stories(), slug, asked);
        return article(story.text(), content.stories(), null, story.patient(), asked);
    }

    Listing pages(Asked asked) {
        return listing(content.pages(), Optional.empty(), asked);
    }

    Listing news(Optional<String> topic, Asked asked) {
        return listing(content.news(), topic, asked);
    }

    Listing stories(Optional<String> topic, Asked asked) {
        return listing(content.stories(), topic, asked);
    }

    Contacts contacts(Asked asked) {
        Language visitor = asked.visitor();
        List<LanguageName> languages = site.languages().values().stream()
                .map(language -> new LanguageName(language.tag(), language.name(), language.direction())).toList();
        return new Contacts(asked.given(visitor), visitor.clinic(), visitor.place(), visitor.hours(), site.zone(),
                site.address(), visitor.phones(), languages);
    }

    private static <A extends Article> A find(Shelf<A> shelf, String slug, Asked asked) {
        return shelf.find(slug, asked.chain()).orElseThrow(() -> Refused.article(shelf.alternates(slug)));
    }

    private ArticleAnswer article(Text text, Shelf<?> shelf, LocalDate date, Patient patient, Asked asked) {
        return new ArticleAnswer(text.slug(), given(text, asked), shelf.alternates(text.slug()), text.title(),
                text.summary(), topic(text, asked), date, patient, text.html(), contacts(asked));
    }

    /** @param wanted a topic; empty, as an HTML form sends a choice not made, means all */
    private Listing listing(Shelf<?> shelf, Optional<String> wanted, Asked asked) {
        Optional<String> topic = wanted.filter(slug -> !slug.isBlank());
        if (topic.isPresent() && !site.topics().contains(topic.get())) {
            throw Refused.parameter("topic", site.topics());
        }
        return new Listing(asked.given(asked.visitor()), topic.map(slug -> topic(slug, asked)).orElse(null),
                items(shelf, text -> topic.isEmpty() || text.topic().equals(topic), asked));
    }

    private List<Item> around(Text page, Shelf<?> shelf, Asked asked) {
        return items(shelf, text -> page.topic().isPresent() && text.topic().equals(page.topic()), asked);
    }

    private List<Item> items(Shelf<?> shelf, Predicate<Text> wanted, Asked asked) {
        return shelf.list(asked.chain(), wanted).stream().map(article -> item(article, asked)).toList();
    }

    private Item item(Article article, Asked asked) {
        Text text = article.text();
        return new Item(text.slug(), given(text, asked), text.title(), text.summary(), topic(text, asked),
                article instanceof News news ? news.date() : null,
                article instanceof Story story ? story.patient() : null);
    }

    private Given given(Text text, Asked asked) {
        return asked.given(site.languages().get(text.language()));
    }

    private static Topic topic(Text text, Asked asked) {
        return text.topic().map(slug -> topic(slug, asked)).orElse(null);
    }

    private static Topic topic(String slug, Asked asked) {
        return new Topic(slug, asked.visitor().topics().get(slug));
    }
}
