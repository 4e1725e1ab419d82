package org.frontdesk.content.answer;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;

import org.frontdesk.content.answer.Listings.Listing;
import org.frontdesk.content.answer.Listings.Request;
import org.frontdesk.content.answer.RequestedLanguage.Given;
import org.frontdesk.content.article.Article.Section;
import org.frontdesk.content.article.PreviewLinks;
import org.frontdesk.content.edition.Edition;
import org.frontdesk.content.edition.Editions;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The site's content as JSON. Every URL takes {@code lang}, a BCP 47 tag; otherwise Accept-Language decides. If the site
 * does not have the language, the response is in its fallback and says so; with {@code strict=true} it is a 404 instead.
 * Errors are {@link Problems problem details}.
 * <p>
 * Any cache may store the response to a URL with {@code lang} for a minute. A negotiated response is for the visitor's
 * own cache only, because shared caches rarely normalize Accept-Language (RFC 9111, section 4.1).
 * <p>
 * {@code preview} shows an unpublished article to holders of a link that the check printed; that response is not stored.
 */
@RestController
class ContentController {
    private final Editions editions;
    private final PreviewLinks previews;

    ContentController(Editions editions, PreviewLinks previews) {
        this.editions = editions;
        this.previews = previews;
    }

    @GetMapping("/pages")
    ResponseEntity<?> pages(@RequestParam Optional<String> topic, @RequestParam Optional<String> limit,
            @RequestParam Optional<Cursor> after, RequestedLanguage requested, Edition edition) {
        return list(Section.PAGES, new Request(topic, Optional.empty(), Optional.empty(), limit, after), requested,
                edition);
    }

    @GetMapping("/pages/{slug}")
    ResponseEntity<?> page(@PathVariable String slug, @RequestParam Optional<String> preview,
            RequestedLanguage requested,
            Edition edition) {
        Answers.PageAnswer page = answers(edition, requested).page(slug, preview, previews);
        return answer(page, page.language(), requested, preview.isPresent());
    }

    /** Newest first. */
    @GetMapping("/news")
    ResponseEntity<?> news(@RequestParam Optional<String> topic, @RequestParam Optional<LocalDate> from,
            @RequestParam Optional<LocalDate> until, @RequestParam Optional<String> limit,
            @RequestParam Optional<Cursor> after, RequestedLanguage requested, Edition edition) {
        return list(Section.NEWS, new Request(topic, from, until, limit, after), requested, edition);
    }

    @GetMapping("/news/{slug}")
    ResponseEntity<?> newsItem(@PathVariable String slug, @RequestParam Optional<String> preview,
            RequestedLanguage requested,
            Edition edition) {
        Answers.ArticleAnswer news = answers(edition, requested).news(slug, preview, previews);
        return answer(news, news.language(), requested, preview.isPresent());
    }

    @GetMapping("/stories")
    ResponseEntity<?> stories(@RequestParam Optional<String> topic,
            @RequestParam Optional<String> limit, @RequestParam Optional<Cursor> after, RequestedLanguage requested,
            Edition edition) {
        return list(Section.STORIES, new Request(topic, Optional.empty(), Optional.empty(), limit, after), requested,
                edition);
    }

    @GetMapping("/stories/{slug}")
    ResponseEntity<?> story(@PathVariable String slug, @RequestParam Optional<String> preview,
            RequestedLanguage requested,
            Edition edition) {
        Answers.ArticleAnswer story = answers(edition, requested).story(slug, preview, previews);
        return answer(story, story.language(), requested, preview.isPresent());
    }

    @GetMapping("/contacts")
    ResponseEntity<?> contacts(RequestedLanguage requested, Edition edition) {
        Answers.Contacts contacts = answers(edition, requested).contacts();
        return answer(contacts, contacts.language(), requested, false);
    }

    /** The best hits first, each article in the language in which the visitor would get it. */
    @GetMapping("/search")
    ResponseEntity<?> search(@RequestParam Optional<String> q, @RequestParam Optional<String> topic,
            @RequestParam Optional<Section> kind, @RequestParam Optional<String> limit, RequestedLanguage requested,
            Edition edition) {
        Searches.SearchAnswer found = Searches.search(q, topic, kind, limit, requested, edition, editions);
        return answer(found, found.language(), requested, false);
    }

    private static Answers answers(Edition edition, RequestedLanguage requested) {
        return new Answers(edition.content(), requested);
    }

    private static ResponseEntity<?> list(Section section, Request request, RequestedLanguage requested,
            Edition edition) {
        Listing listing = new Listings(edition.content(), requested).list(section, request);
        return answer(listing, listing.language(), requested, false);
    }

    private static ResponseEntity<?> answer(Object body, Given language, RequestedLanguage requested, boolean preview) {
        var minute = CacheControl.maxAge(Duration.ofMinutes(1));
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().header(HttpHeaders.CONTENT_LANGUAGE, language.given());
        if (preview) {
            answer.cacheControl(CacheControl.noStore()).header("X-Robots-Tag", "noindex");
        } else if (requested.negotiated()) {
            answer.cacheControl(minute.cachePrivate()).varyBy(HttpHeaders.ACCEPT_LANGUAGE);
        } else {
            answer.cacheControl(minute.cachePublic());
        }
        return answer.body(body);
    }
}
