package org.frontdesk.notification.console;

import java.security.Principal;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletResponse;

import org.frontdesk.notification.console.DeliveryList.Filter.State;
import org.frontdesk.notification.mail.Delivery.Kind;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the console's buttons do; each then leads back to the page it was on, which says what was done. */
@Controller
class ConsoleActions {
    private static final Pattern OWN_PAGE = Pattern.compile("/console(/[a-z0-9-]+)*(\\?[A-Za-z0-9=&_-]*)?");

    private final DeliveryActions actions;
    private final BulkRetry bulk;
    private final DeadRecords deadRecords;
    private final AuditedErasure eraser;

    ConsoleActions(DeliveryActions actions, BulkRetry bulk, DeadRecords deadRecords, AuditedErasure eraser) {
        this.actions = actions;
        this.bulk = bulk;
        this.deadRecords = deadRecords;
        this.eraser = eraser;
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

    private String act(BiFunction<UUID, String, DeliveryRow> action, UUID id, Principal operator, String done,
            String back,
            RedirectAttributes next) {
        try {
            var mail = action.apply(id, operator.getName());
            var about = mail.reference() == null ? " to " + mail.recipient() : " about " + mail.reference();
            next.addFlashAttribute("done", "The " + mail.kind() + about + " " + done + ".");
        } catch (Refused e) {
            next.addFlashAttribute("refused", e.why() + ".");
        }
        return back(back);
    }

    @PostMapping("/console/retry-all")
    String retryAll(@RequestParam(required = false) Kind kind, @RequestParam(required = false) String language,
            @RequestParam(defaultValue = "false") boolean doubtful, Principal operator) {
        var task = bulk.start(new DeliveryList.Filter(State.dead, kind, language), doubtful, operator.getName());
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
        } catch (Refused e) {
            next.addFlashAttribute("refused", e.why() + ".");
        }
        return "redirect:/console/dead-records";
    }

    /** Shows what would be erased, and asks. */
    @PostMapping("/console/erase")
    String confirmErasure(@RequestParam String subject, Model model) {
        model.addAttribute("subject", subject.strip()).addAttribute("affected", eraser.affected(subject));
        return "console/erase-confirm";
    }

    /** @param seen ids of what the page before listed; where there is more by now, that page comes again */
    @PostMapping("/console/erase/confirmed")
    String erase(@RequestParam String subject, @RequestParam(defaultValue = "") List<UUID> seen, Principal operator,
            Model model, HttpServletResponse response) {
        var receipt = eraser.erase(subject, seen, operator.getName());
        if (receipt.isEmpty()) {
            response.setStatus(HttpStatus.CONFLICT.value());
            model.addAttribute("refused", "Another inquiry came in meanwhile, so nothing was erased yet: look again.");
            return confirmErasure(subject, model);
        }
        model.addAttribute("receipt", receipt.get());
        return "console/erased";
    }

    /** Only to a page of the console: the field comes from the browser, and a redirect elsewhere helps a phisher. */
    private static String back(String page) {
        return "redirect:" + (OWN_PAGE.matcher(page).matches() ? page : "/console");
    }
}
