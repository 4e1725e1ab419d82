package org.frontdesk.notification.console;

import java.security.Principal;

import org.frontdesk.notification.erasure.Erasures.Receipt;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Erasure on a visitor's request, for programs. */
@RestController
class ErasureApi {

    /** One of the two. */
    record Wanted(String email, String reference) {}

    private final AuditedErasure eraser;

    ErasureApi(AuditedErasure eraser) {
        this.eraser = eraser;
    }

    @PostMapping("/erasures")
    Receipt erase(@RequestBody Wanted wanted, Principal operator) {
        if ((wanted.email() == null) == (wanted.reference() == null)) {
            throw Refused.malformed("Expected either email or reference");
        }
        if (wanted.email() != null && !wanted.email().contains("@")) {
            throw Refused.malformed("email: expected an e-mail address");
        }
        return eraser.erase(wanted.email() == null ? wanted.reference() : wanted.email(), operator.getName());
    }
}
