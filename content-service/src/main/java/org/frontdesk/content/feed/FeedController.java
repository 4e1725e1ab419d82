package org.frontdesk.content.feed;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

import org.frontdesk.content.answer.ProblemException;
import org.frontdesk.content.edition.Edition;
import org.frontdesk.content.site.Site.Language;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.json.JsonMapper;

/** Feeds and sitemaps. Their language is part of the URL, never negotiated. */
@RestController
class FeedController {
    private final JsonMapper json;

    FeedController(JsonMapper json) {
        this.json = json;
    }

    @GetMapping("/feeds/{lang}/news.atom")
    ResponseEntity<byte[]> atom(@PathVariable String lang, Edition edition) {
        NewsFeed feed = feed(lang, edition);
        return answer("application/atom+xml", Optional.of(feed.language()), feed.atom());
    }

    @GetMapping("/feeds/{lang}/news.json")
    ResponseEntity<byte[]> json(@PathVariable String lang, Edition edition) {
        NewsFeed feed = feed(lang, edition);
        return answer("application/feed+json", Optional.of(feed.language()), json.writeValueAsBytes(feed.json()));
    }

    /** The sitemap, or for a large site the sitemap index. */
    @GetMapping("/sitemap.xml")
    ResponseEntity<byte[]> sitemap(Edition edition) {
        return answer("application/xml", Optional.empty(), new Sitemap(edition.content()).first());
    }

    @GetMapping("/sitemaps/{number:[1-9][0-9]{0,3}}.xml")
    ResponseEntity<byte[]> part(@PathVariable int number, Edition edition) {
        return answer("application/xml", Optional.empty(),
                new Sitemap(edition.content()).part(number).orElseThrow(ProblemException::notFound));
    }

    private static NewsFeed feed(String lang, Edition edition) {
        Language language = edition.content().site().languages().get(lang);
        if (language == null) {
            throw ProblemException.notFound();
        }
        return new NewsFeed(edition.content(), language);
    }

    private static ResponseEntity<byte[]> answer(String type, Optional<Language> language, byte[] body) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic());
        language.ifPresent(given -> answer.header(HttpHeaders.CONTENT_LANGUAGE, given.tag()));
        var media = MediaType.parseMediaType(type);
        return answer.contentType(type.endsWith("json") ? media : new MediaType(media, StandardCharsets.UTF_8))
                .body(body);
    }
}
