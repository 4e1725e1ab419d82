package org.frontdesk.inquiry.form;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.frontdesk.inquiry.problem.Problems;
import org.frontdesk.inquiry.site.Form;
import org.frontdesk.inquiry.site.Language;
import org.frontdesk.inquiry.site.Site;
import org.frontdesk.inquiry.spam.FormTimestamp;
import org.frontdesk.inquiry.submission.FormBody;
import org.frontdesk.inquiry.submission.Submission;
import org.frontdesk.inquiry.submission.Submission.FieldError;
import org.frontdesk.inquiry.submission.Submission.NamedValue;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.util.DigestUtils;

import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/**
 * The HTML pages for visitors. Rendered to a string first, so that a failure gives an error page and not half a page.
 */
@Component
public class FormPages {
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");
    private final ITemplateEngine templates;
    private final Site site;
    private final FormTimestamp timestamp;
    private final String style;

    FormPages(ITemplateEngine templates, Site site, FormTimestamp timestamp,
            @Value("classpath:/static/frontdesk.css") Resource style)
            throws IOException {
        this.templates = templates;
        this.site = site;
        this.timestamp = timestamp;
        this.style = "/frontdesk.css?" + DigestUtils.md5DigestAsHex(style.getContentAsByteArray());
    }

    /** An empty form with a new token as idempotency key: submitted twice, it is one inquiry. */
    ResponseEntity<String> empty(Form form, Map<String, String> hidden, Language language) {
        var carried = List.of(token(""), new NamedValue(Submission.TIMESTAMP, timestamp.now(form)));
        var page = new FormPage(language, form, hidden, carried, "", List.of(), site.topics());
        return page(HttpStatus.OK, new HttpHeaders(), "form", language,
                Map.of("page", page, "notice", "", "languages", site.languages().values()));
    }

    public ResponseEntity<String> invalid(FormBody body, List<FieldError> errors, Language language) {
        return filledIn(HttpStatus.BAD_REQUEST, new HttpHeaders(), "", body, errors, language);
    }

    public ResponseEntity<String> unconfirmed(FormBody body, HttpHeaders headers, Language language) {
        return filledIn(HttpStatus.SERVICE_UNAVAILABLE, headers, "form.unconfirmed", body, List.of(), language);
    }

    public ResponseEntity<String> rateLimited(FormBody body, HttpHeaders headers, Language language) {
        return filledIn(HttpStatus.TOO_MANY_REQUESTS, headers, "form.too-many", body, List.of(), language);
    }

    /** @param notice key prefix of the texts that explain the refusal; empty if the fields do */
    private ResponseEntity<String> filledIn(HttpStatus status, HttpHeaders headers, String notice, FormBody body,
            List<FieldError> errors, Language language) {
        var submission = body.submission();
        var hidden = Stream.of(new NamedValue("next", body.next()),
                new NamedValue(Submission.TIMESTAMP, submission.hidden().timestamp()))
                .filter(value -> !value.value().isEmpty());
        var carried = Stream.of(Stream.of(token(body.token())), hidden, submission.extra().stream())
                .flatMap(all -> all);
        var page = new FormPage(language, submission.form(), submission.values(), carried.toList(),
                submission.hidden().honeypot(), errors, site.topics());
        return page(status, headers, "form", language,
                Map.of("page", page, "notice", notice, "languages", List.of()));
    }

    ResponseEntity<String> thanks(Language language, String reference) {
        return page(HttpStatus.OK, new HttpHeaders(), "thanks", language, Map.of("reference", reference));
    }

    public ResponseEntity<String> problem(HttpStatusCode status, HttpHeaders headers, String title, Language language) {
        return page(status, headers, "problem", language, Map.of("problem", title));
    }

    private ResponseEntity<String> page(HttpStatusCode status, HttpHeaders headers, String template, Language language,
            Map<String, Object> values) {
        var all = new HashMap<>(values);
        all.put("language", language);
        all.put("t", language.texts());
        all.put("home", site.address());
        all.put("style", style); // the URL changes with its content, so that browsers can cache it
        var html = templates.process(template, new Context(Locale.forLanguageTag(language.tag()), all));
        return ResponseEntity.status(status).headers(headers).contentType(HTML)
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag()).body(html);
    }

    private static NamedValue token(String known) {
        return new NamedValue("_token", known.isEmpty() ? UUID.randomUUID().toString() : known);
    }
}
