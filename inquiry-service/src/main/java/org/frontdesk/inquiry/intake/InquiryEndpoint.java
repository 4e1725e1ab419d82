package org.frontdesk.inquiry.intake;

import jakarta.servlet.http.HttpServletRequest;

import org.frontdesk.inquiry.form.FormPages;
import org.frontdesk.inquiry.intake.Intake.Accepted;
import org.frontdesk.inquiry.intake.Intake.Invalid;
import org.frontdesk.inquiry.intake.Intake.RateLimited;
import org.frontdesk.inquiry.intake.Intake.Unconfirmed;
import org.frontdesk.inquiry.language.LanguageChoice.LanguageHints;
import org.frontdesk.inquiry.problem.Problems;
import org.frontdesk.inquiry.site.Form;
import org.frontdesk.inquiry.site.Site;
import org.frontdesk.inquiry.submission.BoundedBody;
import org.frontdesk.inquiry.submission.FormBody;
import org.frontdesk.inquiry.submission.JsonBody;
import org.frontdesk.inquiry.submission.Refusal;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;

/**
 * Receives submissions. The response format follows the request's Content-Type and ignores Accept, so that no inquiry
 * is rejected because of that header. The body is read by hand, since no @RequestBody converter has its limits.
 */
@Controller
class InquiryEndpoint {
    record Receipt(String id, String reference, String language) {}

    private final Site site;
    private final BoundedBody body;
    private final ClientAddress clients;
    private final Intake intake;
    private final Problems problems;
    private final FormPages pages;

    InquiryEndpoint(Site site, BoundedBody body, ClientAddress clients, Intake intake, Problems problems,
            FormPages pages) {
        this.site = site;
        this.body = body;
        this.clients = clients;
        this.intake = intake;
        this.problems = problems;
        this.pages = pages;
    }

    /**
     * 202 with a receipt once the broker has acknowledged; 400 with an error for each invalid field; 429 and 503 with
     * Retry-After. A retry with the same Idempotency-Key (draft-ietf-httpapi-idempotency-key-header) is the same
     * inquiry.
     */
    @PostMapping(path = "/forms/{form}/inquiries", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> json(@PathVariable String form,
            @RequestHeader(name = "Idempotency-Key", required = false) String key, HttpServletRequest request) {
        var declared = site.form(form).orElseThrow(Refusal::unknownForm);
        var submission = JsonBody.parse(declared, body.read(request), key == null || key.isBlank() ? null : key);
        return switch (intake.submit(submission, LanguageHints.of(request), clients.of(request))) {
            case Accepted accepted -> ResponseEntity.accepted().contentType(MediaType.APPLICATION_JSON)
                    .body(new Receipt(accepted.id().toString(), accepted.reference(), accepted.language().tag()));
            case Invalid(var errors, var language) -> problems.invalid(errors, language);
            case RateLimited(var retryAfter, var language) -> problems.rateLimited(retryAfter, language);
            case Unconfirmed(var language) -> problems.unconfirmed(language);
        };
    }

    /**
     * The same for a plain HTML form: 303 to the form's {@code next} if site.yml lists exactly that URL, else to the
     * thank-you page; 400, 429 and 503 with the form, still filled in and with the same {@code _token}.
     */
    @PostMapping(path = "/forms/{form}/inquiries", consumes = {MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            MediaType.MULTIPART_FORM_DATA_VALUE})
    ResponseEntity<?> html(@PathVariable String form, HttpServletRequest request) {
        var declared = site.form(form).orElseThrow(Refusal::unknownForm);
        var sent = FormBody.parse(declared, request.getContentType(), body.read(request));
        return switch (intake.submit(sent.submission(), LanguageHints.of(request), clients.of(request))) {
            case Accepted accepted -> ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .header(HttpHeaders.LOCATION, redirect(declared, sent.next(), accepted)).build();
            case Invalid(var errors, var language) -> pages.invalid(sent, errors, language);
            case RateLimited(var retryAfter, var language) ->
                pages.rateLimited(sent, Problems.retryAfter(retryAfter), language);
            case Unconfirmed(var language) ->
                pages.unconfirmed(sent, Problems.retryAfter(Problems.UNCONFIRMED), language);
        };
    }

    private static String redirect(Form form, String next, Accepted accepted) {
        return form.next().contains(next)
                ? next
                : "/forms/%s/thanks?lang=%s&ref=%s".formatted(form.name(), accepted.language().tag(),
                        accepted.reference());
    }
}
