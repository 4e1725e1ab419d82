package org.frontdesk.inquiry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import org.frontdesk.inquiry.identity.Identity;
import org.frontdesk.inquiry.site.Field;
import org.frontdesk.inquiry.site.Form;
import org.frontdesk.inquiry.site.Kind;
import org.frontdesk.inquiry.site.Language;
import org.frontdesk.inquiry.site.Site;
import org.frontdesk.inquiry.spam.Started;
import org.frontdesk.inquiry.submission.Refusal;
import org.frontdesk.inquiry.submission.Values;

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

/** The form to link to or to draw oneself, and the page after it. */
@Controller
class HostedForm {
    private final Site site;
    private final FormPages pages;
    private final Started started;
    private final ContentNegotiationManager negotiation;

    HostedForm(Site site, FormPages pages, Started started, ContentNegotiationManager negotiation) {
        this.site = site;
        this.pages = pages;
        this.started = started;
        this.negotiation = negotiation;
    }

    /**
     * The form as a page, or as its definition in JSON, whichever Accept wants first (RFC 9110, 12.5.1); 406 for
     * anything else. Hidden fields, such as topic and page, are filled from the query; what a visitor types never is.
     */
    @GetMapping("/forms/{form}")
    ResponseEntity<?> form(@PathVariable String form, HttpServletRequest request)
            throws HttpMediaTypeNotAcceptableException {
        var declared = site.form(form).orElseThrow(Refusal::unknownForm);
        var language = LanguageChoice.of(site, Visitor.of(request));
        return wantsHtml(request)
                ? pages.fresh(declared, hidden(declared, request), language)
                : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON)
                        .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                        .body(FormDefinition.of(declared, language, site.topics(), started.now(declared)));
    }

    /** The reference is shown only if it looks like one, so that nobody can put words on this page. */
    @GetMapping("/forms/{form}/thanks")
    ResponseEntity<?> thanks(@PathVariable String form, @RequestParam Optional<String> ref,
            HttpServletRequest request) {
        site.form(form).orElseThrow(Refusal::unknownForm);
        return pages.thanks(LanguageChoice.of(site, Visitor.of(request)),
                ref.filter(text -> text.matches(Identity.REFERENCE)).orElse(""));
    }

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
        return Values.of(form, typed);
    }
}
