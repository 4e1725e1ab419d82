package org.frontdesk.content.answer;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import org.frontdesk.content.answer.Asked.Given;
import org.frontdesk.content.answer.Listings.Listing;
import org.frontdesk.content.answer.Listings.Wanted;
import org.frontdesk.content.article.Article.Kind;
import org.frontdesk.content.article.Image;
import org.frontdesk.content.article.OpenImage;
import org.frontdesk.content.edition.Edition;
import org.frontdesk.content.edition.Editions;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

import jakarta.servlet.http.HttpServletResponse;

/**
 * The site's content as JSON, whatever Accept says. Every address takes {@code lang}, a tag of BCP 47, else
 * Accept-Language decides; a language that the site lacks is answered in the one that stands in for it, and the answer
 * says so. {@code strict=true} makes that a 404 instead. Errors are {@link Problems problem documents}.
 * <p>
 * An address with {@code lang} may be kept by any cache for a minute. A negotiated answer is for the visitor's own cache
 * only, since shared caches seldom tell all spellings of Accept-Language apart (RFC 9111, section 4.1).
 * <p>
 * {@code preview} shows an article that is not published to the holder of a link that the check printed; such an answer
 * is never stored.
 */
@RestController
class ContentController {
    private static final String FOR_EVER = CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable()
            .getHeaderValue();

    private final Editions editions;
    private final Preview previews;

    ContentController(Editions editions, Preview previews) {
        this.editions = editions;
        this.previews = previews;
    }

    @GetMapping("/pages")
    ResponseEntity<?> pages(@RequestParam(required = false) String topic, @RequestParam(required = false) String limit,
            @RequestParam(required = false) String after, Asked asked, Edition edition) {
        return list(Kind.PAGES, Wanted.of(topic, null, null, limit, after), asked, edition);
    }

    @GetMapping("/pages/{slug}")
    ResponseEntity<?> page(@PathVariable String slug, @RequestParam Optional<String> preview, Asked asked,
            Edition edition) {
        Answers.PageAnswer page = answers(edition, asked).page(slug, preview, previews);
        return answer(page, page.language(), asked, preview.isPresent());
    }

    /** Newest first. */
    @GetMapping("/news")
    ResponseEntity<?> news(@RequestParam(required = false) String topic, @RequestParam(required = false) String from,
            @RequestParam(required = false) String until, @RequestParam(required = false) String limit,
            @RequestParam(required = false) String after, Asked asked, Edition edition) {
        return list(Kind.NEWS, Wanted.of(topic, from, until, limit, after), asked, edition);
    }

    @GetMapping("/news/{slug}")
    ResponseEntity<?> newsItem(@PathVariable String slug, @RequestParam Optional<String> preview, Asked asked,
            Edition edition) {
        Answers.ArticleAnswer news = answers(edition, asked).news(slug, preview, previews);
        return answer(news, news.language(), asked, preview.isPresent());
    }

    @GetMapping("/stories")
    ResponseEntity<?> stories(@RequestParam(required = false) String topic,
            @RequestParam(required = false) String limit, @RequestParam(required = false) String after, Asked asked,
            Edition edition) {
        return list(Kind.STORIES, Wanted.of(topic, null, null, limit, after), asked, edition);
    }

    @GetMapping("/stories/{slug}")
    ResponseEntity<?> story(@PathVariable String slug, @RequestParam Optional<String> preview, Asked asked,
            Edition edition) {
        Answers.ArticleAnswer story = answers(edition, asked).story(slug, preview, previews);
        return answer(story, story.language(), asked, preview.isPresent());
    }

    @GetMapping("/contacts")
    ResponseEntity<?> contacts(Asked asked, Edition edition) {
        Answers.Contacts contacts = answers(edition, asked).contacts();
        return answer(contacts, contacts.language(), asked, false);
    }

    /** Best first: each article in the language in which the visitor would be given it. */
    @GetMapping("/search")
    ResponseEntity<?> search(@RequestParam(required = false) String q, @RequestParam(required = false) String topic,
            @RequestParam(required = false) String kind, @RequestParam(required = false) String limit, Asked asked,
            Edition edition) {
        Searches.SearchAnswer found = Searches.search(q, topic, kind, limit, asked, edition, editions);
        return answer(found, found.language(), asked, false);
    }

    /** Its name is made from its bytes, so it may be kept for ever. */
    @GetMapping("/images/{name}")
    void image(@PathVariable String name, Edition edition, ServletWebRequest request, HttpServletResponse response)
            throws IOException {
        Image image = edition.image(name).orElseThrow(() -> Refused.nothing());
        try (OpenImage file = image.open().orElseThrow(() -> Refused.nothing())) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, FOR_EVER);
            if (!request.checkNotModified(image.name())) {
                response.setContentType(image.type());
                response.setContentLengthLong(file.length());
                file.writeTo(response.getOutputStream());
            }
        }
    }

    private static Answers answers(Edition edition, Asked asked) {
        return new Answers(edition.content(), asked);
    }

    private static ResponseEntity<?> list(Kind kind, Wanted wanted, Asked asked, Edition edition) {
        Listing listing = new Listings(edition.content(), asked).list(kind, wanted);
        return answer(listing, listing.language(), asked, false);
    }

    private static ResponseEntity<?> answer(Object body, Given language, Asked asked, boolean preview) {
        CacheControl minute = CacheControl.maxAge(Duration.ofMinutes(1));
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().header(HttpHeaders.CONTENT_LANGUAGE, language.given());
        if (preview) {
            answer.cacheControl(CacheControl.noStore()).header("X-Robots-Tag", "noindex");
        } else if (asked.negotiated()) {
            answer.cacheControl(minute.cachePrivate()).varyBy(HttpHeaders.ACCEPT_LANGUAGE);
        } else {
            answer.cacheControl(minute.cachePublic());
        }
        return answer.body(body);
    }
}
