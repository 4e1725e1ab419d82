package org.frontdesk.notification.console;

import java.security.Principal;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletResponse;

import org.frontdesk.notification.console.DeliveryList.Filter;
import org.frontdesk.notification.console.DeliveryList.Row;
import org.frontdesk.notification.console.DeliveryList.State;
import org.frontdesk.notification.mail.Delivery.Kind;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The actions behind the console's buttons. Each redirects back to the page it was on, which shows what was done. */
@Controller
class ConsoleActions {
    private static final Pattern OWN_PAGE = Pattern.compile("/console(/[a-z0-9-]+)*(\\?[A-Za-z0-9=&_-]*)?");

    private final DeliveryActions actions;
    private final BulkRetry bulk;
    private final DeadRecords deadRecords;
    private final AuditedErasure erasure;

    ConsoleActions(DeliveryActions actions, BulkRetry bulk, DeadRecords deadRecords, AuditedErasure erasure) {
        this.actions = actions;
        this.bulk = bulk;
        this.deadRecords = deadRecords;
        this.erasure = erasure;
    }

    @PostMapping("/console/mails/{id}/retry")
    String retry(@PathVariable UUID id, @RequestParam String back, Principal operator, RedirectAttributes next) {
        return act(actions::retry, id, operator, "is due now", back, next);
    }

    @PostMapping("/console/mails/{id}/release")
    String release(@PathVariable UUID id, @RequestParam String back, Principal operator, RedirectAttributes next) {
        return act(actions::release, id, operator, "is released and due now", back, next);
    }

    @PostMapping("/console/mails/{id}/discard")
    String discard(@PathVariable UUID id, @RequestParam String back, Principal operator, RedirectAttributes next) {
        return act(actions::discard, id, operator, "is discarded and will not be sent", back, next);
    }

    private String act(BiFunction<UUID, String, Row> action, UUID id, Principal operator, String done,
            String back,
            RedirectAttributes next) {
        try {
            var delivery = action.apply(id, operator.getName());
            var about = delivery.reference() == null ? " to " + delivery.recipient() : " about " + delivery.reference();
            next.addFlashAttribute("done", "The " + delivery.kind() + about + " " + done + ".");
        } catch (ProblemException e) {
            next.addFlashAttribute("refused", e.detail() + ".");
        }
        return back(back);
    }

    @PostMapping("/console/retry-all")
    String retryAll(@RequestParam(required = false) Kind kind, @RequestParam(required = false) String language,
            @RequestParam(defaultValue = "false") boolean doubtful, Principal operator) {
        var task = bulk.start(new Filter(State.dead, kind, language), doubtful, operator.getName());
        return "redirect:/console/tasks/" + task.id();
    }

    @PostMapping("/console/dead-records/{id}/replay")
    String replay(@PathVariable String id, Principal operator, RedirectAttributes next) {
        return dealWith(deadRecords::replay, id, operator, "was published again", next);
    }

    @PostMapping("/console/dead-records/{id}/discard")
    String discard(@PathVariable String id, Principal operator, RedirectAttributes next) {
        return dealWith(deadRecords::discard, id, operator, "is discarded", next);
    }

    private static String dealWith(BiFunction<String, String, DeadRecords.DeadRecord> action, String id,
            Principal operator,
            String done, RedirectAttributes next) {
        try {
            next.addFlashAttribute("done",
                    "The record from " + action.apply(id, operator.getName()).origin() + " " + done + ".");
        } catch (ProblemException e) {
            next.addFlashAttribute("refused", e.detail() + ".");
        }
        return "redirect:/console/dead-records";
    }

    /** Shows what would be erased, and asks for confirmation. */
    @PostMapping("/console/erase")
    String confirmErasure(@RequestParam String subject, Model model) {
        model.addAttribute("subject", subject.strip()).addAttribute("affected", erasure.affected(subject));
        return "console/erase-confirm";
    }

    /** @param seen ids that the confirmation page listed; if there are more by now, that page is shown again */
    @PostMapping("/console/erase/confirmed")
    String erase(@RequestParam String subject, @RequestParam(defaultValue = "") List<UUID> seen, Principal operator,
            Model model, HttpServletResponse response) {
        var receipt = erasure.erase(subject, seen, operator.getName());
        if (receipt.isEmpty()) {
            response.setStatus(HttpStatus.CONFLICT.value());
            model.addAttribute("refused",
                    "Another inquiry came in meanwhile, so nothing has been erased. Check the list again.");
            return confirmErasure(subject, model);
        }
        model.addAttribute("receipt", receipt.get());
        return "console/erased";
    }

    /** Only to a page of the console: the field comes from the browser, and an open redirect helps phishing. */
    private static String back(String page) {
        return "redirect:" + (OWN_PAGE.matcher(page).matches() ? page : "/console");
    }
}
