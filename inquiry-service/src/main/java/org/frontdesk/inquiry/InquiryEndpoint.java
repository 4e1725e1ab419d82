package org.frontdesk.inquiry;

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import org.frontdesk.inquiry.Intake.Accepted;
import org.frontdesk.inquiry.Intake.Mistaken;
import org.frontdesk.inquiry.Intake.TooMany;
import org.frontdesk.inquiry.Intake.Unconfirmed;
import org.frontdesk.inquiry.publishing.InquirySubmitted;
import org.frontdesk.inquiry.site.Form;
import org.frontdesk.inquiry.site.Site;
import org.frontdesk.inquiry.submission.Body;
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

/**
 * Where forms are sent. The answer's kind follows the body's, whatever Accept says: nothing sent is refused over it.
 */
@Controller
class InquiryEndpoint {
    record Receipt(String id, String reference, String language) {}

    private final Site site;
    private final Body body;
    private final ClientAddress clients;
    private final Intake intake;
    private final Problems problems;
    private final FormPages pages;

    InquiryEndpoint(Site site, Body body, ClientAddress clients, Intake intake, Problems problems, FormPages pages) {
        this.site = site;
        this.body = body;
        this.clients = clients;
        this.intake = intake;
        this.problems = problems;
        this.pages = pages;
    }

    /**
     * 202 with a receipt once the broker has the inquiry; 400 naming each field; 429 and 503 with Retry-After if that is not
     * certain: send it again with the same Idempotency-Key (draft-ietf-httpapi-idempotency-key-header), it stays one.
     */
    @PostMapping(path = "/forms/{form}/inquiries", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> json(@PathVariable String form, HttpServletRequest request) {
        var declared = site.form(form).orElseThrow(Refusal::unknownForm);
        var key = Optional.ofNullable(request.getHeader("Idempotency-Key")).filter(text -> !text.isBlank());
        var submission = JsonBody.parse(declared, body.read(request), key.orElse(null));
        return switch (intake.take(submission, Visitor.of(request), clients.of(request))) {
            case Accepted(var inquiry, var language) ->
                ResponseEntity.accepted().contentType(MediaType.APPLICATION_JSON)
                        .body(new Receipt(inquiry.id(), inquiry.reference(), language.tag()));
            case Mistaken(var mistakes, var language) -> problems.mistaken(mistakes, language);
            case TooMany(var pause, var language) -> problems.tooMany(pause, language);
            case Unconfirmed(var language) -> problems.unconfirmed(language);
        };
    }

    /**
     * The same from a plain HTML form: 303 to the form's {@code next} if site.yml lists that very address, else to the
     * thank-you page; 400, 429 and 503 with the form again, filled in, and the same {@code _token}. A file is refused.
     */
    @PostMapping(path = "/forms/{form}/inquiries", consumes = {MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            MediaType.MULTIPART_FORM_DATA_VALUE})
    ResponseEntity<?> html(@PathVariable String form, HttpServletRequest request) {
        var declared = site.form(form).orElseThrow(Refusal::unknownForm);
        var sent = FormBody.parse(declared, request.getContentType(), body.read(request));
        return switch (intake.take(sent.submission(), Visitor.of(request), clients.of(request))) {
            case Accepted(var inquiry, var language) -> ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .header(HttpHeaders.LOCATION, after(declared, sent.next(), inquiry)).build();
            case Mistaken(var mistakes, var language) -> pages.mistaken(sent, mistakes, language);
            case TooMany(var pause, var language) -> pages.tooMany(sent, pause, language);
            case Unconfirmed(var language) -> pages.unconfirmed(sent, language);
        };
    }

    private static String after(Form form, String next, InquirySubmitted inquiry) {
        return form.next().contains(next)
                ? next
                : "/forms/%s/thanks?lang=%s&ref=%s".formatted(form.name(), inquiry.language(), inquiry.reference());
    }
}
