package org.frontdesk.content;

import java.time.Duration;
import java.util.Optional;

import org.frontdesk.content.Asked.Given;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The site's content as JSON, whatever Accept says. Every address takes {@code lang}, a tag of BCP 47, else
 * Accept-Language decides; a language that the site lacks is answered in the one that stands in for it, and the answer
 * says so. {@code strict=true} makes that a 404 instead. Errors are {@link Problems problem documents}.
 * <p>
 * An address with {@code lang} may be kept by any cache for a minute. A negotiated answer is for the visitor's own cache
 * only, since shared caches seldom tell all spellings of Accept-Language apart (RFC 9111, section 4.1).
 */
@RestController
class ContentController {
    private final Answers answers;

    ContentController(Answers answers) {
        this.answers = answers;
    }

    @GetMapping("/pages")
    ResponseEntity<?> pages(Asked asked) {
        Answers.Listing pages = answers.pages(asked);
        return answer(pages, pages.language(), asked);
    }

    @GetMapping("/pages/{slug}")
    ResponseEntity<?> page(@PathVariable String slug, Asked asked) {
        Answers.PageAnswer page = answers.page(slug, asked);
        return answer(page, page.language(), asked);
    }

    /** Newest first. */
    @GetMapping("/news")
    ResponseEntity<?> news(@RequestParam Optional<String> topic, Asked asked) {
        Answers.Listing news = answers.news(topic, asked);
        return answer(news, news.language(), asked);
    }

    @GetMapping("/news/{slug}")
    ResponseEntity<?> newsItem(@PathVariable String slug, Asked asked) {
        Answers.ArticleAnswer news = answers.news(slug, asked);
        return answer(news, news.language(), asked);
    }

    @GetMapping("/stories")
    ResponseEntity<?> stories(@RequestParam Optional<String> topic, Asked asked) {
        Answers.Listing stories = answers.stories(topic, asked);
        return answer(stories, stories.language(), asked);
    }

    @GetMapping("/stories/{slug}")
    ResponseEntity<?> story(@PathVariable String slug, Asked asked) {
        Answers.ArticleAnswer story = answers.story(slug, asked);
        return answer(story, story.language(), asked);
    }

    @GetMapping("/contacts")
    ResponseEntity<?> contacts(Asked asked) {
        Answers.Contacts contacts = answers.contacts(asked);
        return answer(contacts, contacts.language(), asked);
    }

    private static ResponseEntity<?> answer(Object body, Given language, Asked asked) {
        CacheControl minute = CacheControl.maxAge(Duration.ofMinutes(1));
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().header(HttpHeaders.CONTENT_LANGUAGE, language.given());
        if (asked.negotiated()) {
            answer.cacheControl(minute.cachePrivate()).varyBy(HttpHeaders.ACCEPT_LANGUAGE);
        } else {
            answer.cacheControl(minute.cachePublic());
        }
        return answer.body(body);
    }
}
