package org.frontdesk.notification.console;

import java.util.List;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The inquiries, for programs. */
@RestController
class InquiryApi {

    record Search(String q) {}

    private final Stories stories;

    InquiryApi(Stories stories) {
        this.stories = stories;
    }

    @GetMapping("/inquiries")
    List<Stories.Found> byReference(@RequestParam String q) {
        if (q.contains("@")) {
            throw Refused
                    .malformed("Search for an address with POST /inquiries/search: addresses in a URL end in logs");
        }
        return stories.search(q);
    }

    @PostMapping("/inquiries/search")
    List<Stories.Found> search(@RequestBody Search search) {
        if (search.q() == null || search.q().isBlank()) {
            throw Refused.malformed("q: expected a reference or an e-mail address");
        }
        return stories.search(search.q());
    }

    @GetMapping("/inquiries/{reference}")
    Stories.Story story(@PathVariable String reference) {
        return stories.of(reference);
    }
}
