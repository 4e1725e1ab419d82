package org.frontdesk.notification.console;

import java.security.Principal;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;

import org.frontdesk.notification.console.DeliveryList.Cursor;
import org.frontdesk.notification.console.DeliveryList.Filter;
import org.frontdesk.notification.console.DeliveryList.State;
import org.frontdesk.notification.delivery.Relay;
import org.frontdesk.notification.mail.Delivery.Kind;
import org.frontdesk.notification.site.Site;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The console's pages: the same functions as the API, without JavaScript. */
@Controller
class ConsolePages {
    private static final int ROWS = 50;

    private final Overview overview;
    private final DeliveryList deliveries;
    private final InquiryHistory inquiries;
    private final BulkRetry bulk;
    private final DeadRecords deadRecords;
    private final Relay relay;
    private final Site site;

    ConsolePages(Overview overview, DeliveryList deliveries, InquiryHistory inquiries, BulkRetry bulk,
            DeadRecords deadRecords, Relay relay, Site site) {
        this.overview = overview;
        this.deliveries = deliveries;
        this.inquiries = inquiries;
        this.bulk = bulk;
        this.deadRecords = deadRecords;
        this.relay = relay;
        this.site = site;
    }

    @GetMapping("/")
    String start() {
        return "redirect:/console";
    }

    @GetMapping("/login")
    String login() {
        return "console/login";
    }

    @GetMapping("/console")
    String overview(Model model) {
        model.addAllAttributes(
                Map.of("counts", overview.counts(), "relayUsable", relay.isUsable(), "repliesOff",
                        overview.repliesOff(),
                        "tasks", bulk.latest()));
        return "console/overview";
    }

    @GetMapping("/console/account")
    String account(Model model) {
        model.addAttribute("lines", overview.account());
        return "console/account";
    }

    @GetMapping("/console/mails")
    String mails(@RequestParam(defaultValue = "dead") State state, @RequestParam(required = false) Kind kind,
            @RequestParam(required = false) String language, @RequestParam(required = false) String cursor,
            Model model) {
        var filter = new Filter(state, kind, language);
        var page = deliveries.page(filter, Cursor.of(cursor), ROWS);
        model.addAttribute("filter", filter).addAttribute("page", page).addAttribute("cursor", cursor)
                .addAttribute("kinds", Kind.values()).addAttribute("languages", site.languages().keySet());
        return "console/mails";
    }

    @GetMapping("/console/inquiries/{reference}")
    String inquiry(@PathVariable String reference, Model model) {
        var inquiry = inquiries.of(reference);
        model.addAttribute("history", inquiry).addAttribute("direction",
                site.language(Locale.forLanguageTag(inquiry.language())).direction());
        return "console/history";
    }

    /** By POST, so that no address is in a URL. An exact reference redirects to its inquiry. */
    @PostMapping("/console/search")
    String search(@RequestParam String q, Model model) {
        var found = inquiries.search(q);
        if (found.size() == 1 && !q.contains("@")) {
            return "redirect:/console/inquiries/" + found.getFirst().reference();
        }
        model.addAttribute("q", q.strip()).addAttribute("found", found);
        return "console/found";
    }

    /** Refreshes itself while the task runs; the header avoids JavaScript. */
    @GetMapping("/console/tasks/{id}")
    String task(@PathVariable UUID id, Model model, HttpServletResponse response) {
        var task = bulk.task(id);
        if (task.isRunning()) {
            response.setHeader("Refresh", "2");
        }
        model.addAttribute("task", task);
        return "console/task";
    }

    @GetMapping("/console/dead-records")
    String deadRecords(@RequestParam(required = false) String cursor, Model model) {
        model.addAttribute("page", deadRecords.page(cursor, ROWS));
        return "console/dead-records";
    }

    /** By POST, because access is audited. */
    @PostMapping("/console/dead-records/{id}/open")
    String deadRecord(@PathVariable String id, Principal operator, Model model) {
        model.addAttribute("opened", deadRecords.open(id, operator.getName()));
        return "console/dead-record";
    }

    @GetMapping("/console/erase")
    String erase() {
        return "console/erase";
    }

    @GetMapping("/console/**")
    String unknown() {
        throw ProblemException.unknown("There is no such page");
    }
}
