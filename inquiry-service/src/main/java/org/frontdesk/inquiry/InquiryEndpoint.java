package org.frontdesk.inquiry;

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import org.frontdesk.inquiry.Intake.Accepted;
import org.frontdesk.inquiry.Intake.Mistaken;
import org.frontdesk.inquiry.Intake.Unconfirmed;

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
    private final Intake intake;
    private final Problems problems;

    InquiryEndpoint(Site site, Intake intake, Problems problems) {
        this.site = site;
        this.intake = intake;
        this.problems = problems;
    }

    /**
     * 202 with a receipt once the broker has the inquiry; 400 naming each field; 503 with Retry-After if that is not
     * certain: send it again with the same Idempotency-Key (draft-ietf-httpapi-idempotency-key-header), it stays one.
     */
    @PostMapping(path = "/forms/{form}/inquiries", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> json(@PathVariable String form, HttpServletRequest request) {
        var declared = site.form(form).orElseThrow(Refusal::unknownForm);
        var key = Optional.ofNullable(request.getHeader("Idempotency-Key")).filter(text -> !text.isBlank());
        var submission = JsonBody.parse(declared, Body.read(request), key.orElse(null));
        return switch (intake.take(submission, Visitor.of(request))) {
            case Accepted(var inquiry, var language) ->
                ResponseEntity.accepted().contentType(MediaType.APPLICATION_JSON)
                        .body(new Receipt(inquiry.id(), inquiry.reference(), language.tag()));
            case Mistaken(var mistakes, var language) -> problems.mistaken(mistakes, language);
            case Unconfirmed(var language) -> problems.unconfirmed(language);
        };
    }
}
