package org.frontdesk.inquiry.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import org.frontdesk.inquiry.identity.InquiryId;
import org.frontdesk.inquiry.language.LanguageChoice;
import org.frontdesk.inquiry.language.LanguageChoice.LanguageHints;
import org.frontdesk.inquiry.site.Field;
import org.frontdesk.inquiry.site.Form;
import org.frontdesk.inquiry.site.Kind;
import org.frontdesk.inquiry.site.Language;
import org.frontdesk.inquiry.site.Site;
import org.frontdesk.inquiry.spam.FormTimestamp;
import org.frontdesk.inquiry.submission.CleanedValues;
import org.frontdesk.inquiry.submission.Refusal;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.ContentNegotiationManager;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.ServletWebRequest;

/** The hosted form, as a page or as data for clients that render it, and its thank-you page. */
@Controller
class HostedForm {
    private final Site site;
    private final FormPages pages;
    private final FormTimestamp timestamp;
    private final ContentNegotiationManager negotiation;

    HostedForm(Site site, FormPages pages, FormTimestamp timestamp, ContentNegotiationManager negotiation) {
        this.site = site;
        this.pages = pages;
        this.timestamp = timestamp;
        this.negotiation = negotiation;
    }

    /**
     * The form as a page, or as its definition in JSON, whichever Accept prefers (RFC 9110, 12.5.1); 406 for anything
     * else. Hidden fields, such as topic and page, are filled in from the query; visible fields never are.
     */
    @GetMapping("/forms/{form}")
    ResponseEntity<?> form(@PathVariable String form, HttpServletRequest request)
            throws HttpMediaTypeNotAcceptableException {
        var declared = site.form(form).orElseThrow(Refusal::unknownForm);
        var language = LanguageChoice.of(site, LanguageHints.of(request));
        return wantsHtml(request)
                ? pages.empty(declared, hidden(declared, request), language)
                : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON)
                        .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                        .body(FormDefinition.of(declared, language, site.topics(), timestamp.now(declared)));
    }

    /** The reference is shown only if it matches the pattern, so that a link cannot inject text into this page. */
    @GetMapping("/forms/{form}/thanks")
    ResponseEntity<?> thanks(@PathVariable String form, @RequestParam Optional<String> ref,
            HttpServletRequest request) {
        site.form(form).orElseThrow(Refusal::unknownForm);
        return pages.thanks(LanguageChoice.of(site, LanguageHints.of(request)),
                ref.filter(text -> text.matches(InquiryId.REFERENCE)).orElse(""));
    }

    /** Not with two mappings and {@code produces}, for which q=0 is acceptable. */
    private boolean wantsHtml(HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
        for (var wanted : negotiation.resolveMediaTypes(new ServletWebRequest(request))) {
            if (wanted.getQualityValue() > 0 && wanted.includes(MediaType.TEXT_HTML)) {
                return true;
            }
            if (wanted.getQualityValue() > 0 && wanted.includes(MediaType.APPLICATION_JSON)) {
                return false;
            }
        }
        throw new HttpMediaTypeNotAcceptableException(List.of(MediaType.TEXT_HTML, MediaType.APPLICATION_JSON));
    }

    private static Map<String, String> hidden(Form form, HttpServletRequest request) {
        var typed = new LinkedHashMap<String, String>();
        form.fields().stream().filter(field -> field.kind() == Kind.HIDDEN && !field.name().equals("language"))
                .filter(field -> request.getParameter(field.name()) != null)
                .forEach(field -> typed.put(field.name(), request.getParameter(field.name())));
        return CleanedValues.of(form, typed);
    }
}
