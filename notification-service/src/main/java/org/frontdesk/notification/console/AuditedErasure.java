package org.frontdesk.notification.console;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.frontdesk.notification.erasure.Erasures.Affected;
import org.frontdesk.notification.erasure.Erasures.Receipt;
import org.frontdesk.notification.erasure.Erasures;
import org.springframework.stereotype.Component;

/** Erases and audits who did it. The audit contains the inquiries' references, since an address must not be kept. */
@Component
class AuditedErasure {
    private final Erasures erasures;
    private final Audit audit;

    AuditedErasure(Erasures erasures, Audit audit) {
        this.erasures = erasures;
        this.audit = audit;
    }

    List<Affected> affected(String emailOrReference) {
        return erasures.affected(emailOrReference.strip());
    }

    /** Erases everything that matches at this moment. */
    Receipt erase(String emailOrReference, String operator) {
        return audited(erasures.erase(emailOrReference.strip()), operator);
    }

    /** @return empty, with nothing erased, if more matches than the operator saw listed */
    Optional<Receipt> erase(String emailOrReference, List<UUID> seen, String operator) {
        return erasures.erase(emailOrReference.strip(), seen).map(receipt -> audited(receipt, operator));
    }

    private Receipt audited(Receipt receipt, String operator) {
        receipt.inquiries().forEach(reference -> audit.write(operator, "erase", reference, "erased"));
        if (receipt.inquiries().isEmpty()) {
            audit.write(operator, "erase", "-", "nothing found");
        }
        return receipt;
    }
}
