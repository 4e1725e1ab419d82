package org.frontdesk.inquiry;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.frontdesk.inquiry.publishing.InquirySubmitted;
import org.frontdesk.inquiry.site.Form;
import org.frontdesk.inquiry.site.Language;
import org.frontdesk.inquiry.site.Site;
import org.frontdesk.inquiry.submission.FormBody;
import org.frontdesk.inquiry.spam.Started;
import org.frontdesk.inquiry.submission.Submission;
import org.frontdesk.inquiry.submission.Submission.Mistake;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.util.DigestUtils;

/**
 * The pages a visitor sees. Rendered to text first, so that an error in one is an answer of its own, not half a page.
 */
@Component
class FormPages {
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");
    private final ITemplateEngine templates;
    private final Site site;
    private final Started started;
    private final String style;

    FormPages(ITemplateEngine templates, Site site, Started started,
            @Value("classpath:/static/frontdesk.css") Resource style)
            throws IOException {
        this.templates = templates;
        this.site = site;
        this.started = started;
        this.style = "/frontdesk.css?" + DigestUtils.md5DigestAsHex(style.getContentAsByteArray());
    }

    /** The form to fill in, with a key of its own: sent twice, it is one inquiry. */
    ResponseEntity<String> fresh(Form form, Map<String, String> hidden, Language language) {
        var along = List.of(token(""), new InquirySubmitted.Value(Submission.STARTED, started.now(form)));
        var page = new FormPage(language, form, hidden, along, "", List.of(), site.topics());
        return page(HttpStatus.OK, new HttpHeaders(), "form", language,
                Map.of("page", page, "notice", "", "languages", site.languages().values()));
    }

    ResponseEntity<String> mistaken(FormBody body, List<Mistake> mistakes, Language language) {
        return again(HttpStatus.BAD_REQUEST, new HttpHeaders(), "", body, mistakes, language);
    }

    ResponseEntity<String> unconfirmed(FormBody body, Language language) {
        return again(HttpStatus.SERVICE_UNAVAILABLE, Problems.retryAfter(Problems.UNCONFIRMED), "form.unconfirmed",
                body, List.of(), language);
    }

    ResponseEntity<String> tooMany(FormBody body, Duration wait, Language language) {
        return again(HttpStatus.TOO_MANY_REQUESTS, Problems.retryAfter(wait), "form.too-many", body, List.of(),
                language);
    }

    /** @param notice how the texts begin that say why, if it is not the fields */
    private ResponseEntity<String> again(HttpStatus status, HttpHeaders headers, String notice, FormBody body,
            List<Mistake> mistakes, Language language) {
        var submission = body.submission();
        var unseen = Stream.of(new InquirySubmitted.Value("next", body.next()),
                new InquirySubmitted.Value(Submission.STARTED, submission.unseen().started()))
                .filter(value -> !value.value().isEmpty());
        var along = Stream.of(Stream.of(token(body.token())), unseen, submission.extra().stream()).flatMap(all -> all);
        var page = new FormPage(language, submission.form(), submission.values(), along.toList(),
                submission.unseen().trap(), mistakes, site.topics());
        return page(status, headers, "form", language,
                Map.of("page", page, "notice", notice, "languages", List.of()));
    }

    ResponseEntity<String> thanks(Language language, String reference) {
        return page(HttpStatus.OK, new HttpHeaders(), "thanks", language, Map.of("reference", reference));
    }

    ResponseEntity<String> problem(HttpStatusCode status, HttpHeaders headers, String title, Language language) {
        return page(status, headers, "problem", language, Map.of("problem", title));
    }

    private ResponseEntity<String> page(HttpStatusCode status, HttpHeaders headers, String template, Language language,
            Map<String, Object> values) {
        var all = new HashMap<>(values);
        all.put("language", language);
        all.put("t", language.texts());
        all.put("home", site.address());
        all.put("style", style); // changes with its content, so that browsers may keep it
        var html = templates.process(template, new Context(Locale.forLanguageTag(language.tag()), all));
        return ResponseEntity.status(status).headers(headers).contentType(HTML)
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag()).body(html);
    }

    private static InquirySubmitted.Value token(String known) {
        return new InquirySubmitted.Value("_token", known.isEmpty() ? UUID.randomUUID().toString() : known);
    }
}
