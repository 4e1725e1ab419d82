package org.frontdesk.notification.console;

import java.security.Principal;
import java.util.List;

import org.frontdesk.notification.erasure.Erasures.Receipt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The API for inquiries, and for erasing them on a visitor's request. */
@RestController
class InquiryApi {

    record SearchRequest(String q) {}

    /** Exactly one of the two. */
    record ErasureRequest(String email, String reference) {}

    private final InquiryHistory inquiries;
    private final AuditedErasure erasure;

    InquiryApi(InquiryHistory inquiries, AuditedErasure erasure) {
        this.inquiries = inquiries;
        this.erasure = erasure;
    }

    @GetMapping("/inquiries")
    List<InquiryHistory.Found> byReference(@RequestParam String q) {
        if (q.contains("@")) {
            throw ProblemException
                    .malformed("Search for an address with POST /inquiries/search: addresses in a URL end up in logs");
        }
        return inquiries.search(q);
    }

    @PostMapping("/inquiries/search")
    List<InquiryHistory.Found> search(@RequestBody SearchRequest search) {
        if (search.q() == null || search.q().isBlank()) {
            throw ProblemException.malformed("q: expected a reference or an e-mail address");
        }
        return inquiries.search(search.q());
    }

    @GetMapping("/inquiries/{reference}")
    InquiryHistory.History history(@PathVariable String reference) {
        return inquiries.of(reference);
    }

    @PostMapping("/erasures")
    Receipt erase(@RequestBody ErasureRequest request, Principal operator) {
        if ((request.email() == null) == (request.reference() == null)) {
            throw ProblemException.malformed("Expected either email or reference");
        }
        if (request.email() != null && !request.email().contains("@")) {
            throw ProblemException.malformed("email: expected an e-mail address");
        }
        return erasure.erase(request.email() == null ? request.reference() : request.email(), operator.getName());
    }
}
