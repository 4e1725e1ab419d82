package org.frontdesk.notification.console;

import org.frontdesk.notification.erasure.Erasures;
import org.frontdesk.notification.erasure.Erasures.Receipt;
import org.springframework.stereotype.Component;

/** Erases for an operator, and writes down who did it: by the inquiries' references, for an address must not stay. */
@Component
class Eraser {
    private final Erasures erasures;
    private final Audit audit;

    Eraser(Erasures erasures, Audit audit) {
        this.erasures = erasures;
        this.audit = audit;
    }

    Receipt erase(String emailOrReference, String operator) {
        var receipt = erasures.erase(emailOrReference.strip());
        receipt.inquiries().forEach(reference -> audit.write(operator, "erase", reference, "erased"));
        if (receipt.inquiries().isEmpty()) {
            audit.write(operator, "erase", "-", "nothing found");
        }
        return receipt;
    }
}
