package org.frontdesk.notification.console;

import java.security.Principal;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;

import org.frontdesk.notification.console.DeliveryList.Filter.State;
import org.frontdesk.notification.delivery.Relay;
import org.frontdesk.notification.mail.Delivery.Kind;
import org.frontdesk.notification.site.Site;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What operators see: pages over the same code as the API, without a script. */
@Controller
class ConsolePages {
    private static final int ROWS = 50;

    private final Overview overview;
    private final DeliveryList mails;
    private final Stories stories;
    private final Tasks tasks;
    private final DeadRecords deadRecords;
    private final Relay relay;
    private final Site site;

    ConsolePages(Overview overview, DeliveryList mails, Stories stories, Tasks tasks, DeadRecords deadRecords,
            Relay relay,
            Site site) {
        this.overview = overview;
        this.mails = mails;
        this.stories = stories;
        this.tasks = tasks;
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
                Map.of("counts", overview.counts(), "relayUsable", relay.isUsable(), "tasks", tasks.latest()));
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
        var filter = new DeliveryList.Filter(state, kind, language);
        var page = mails.page(filter, DeliveryList.Cursor.of(cursor), ROWS);
        model.addAttribute("filter", filter).addAttribute("page", page).addAttribute("cursor", cursor)
                .addAttribute("kinds", Kind.values()).addAttribute("languages", site.languages().keySet());
        return "console/mails";
    }

    @GetMapping("/console/inquiries/{reference}")
    String story(@PathVariable String reference, Model model) {
        var story = stories.of(reference);
        model.addAttribute("story", story).addAttribute("direction",
                site.language(Locale.forLanguageTag(story.language())).direction());
        return "console/story";
    }

    /** By POST, so that no address stands in a URL; an exact reference goes straight to its story. */
    @PostMapping("/console/search")
    String search(@RequestParam String q, Model model) {
        var found = stories.search(q);
        if (found.size() == 1 && !q.contains("@")) {
            return "redirect:/console/inquiries/" + found.getFirst().reference();
        }
        model.addAttribute("q", q.strip()).addAttribute("found", found);
        return "console/found";
    }

    /** Looks again by itself while the work goes on; the header does what a script would else be needed for. */
    @GetMapping("/console/tasks/{id}")
    String task(@PathVariable UUID id, Model model, HttpServletResponse response) {
        var task = tasks.one(id);
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

    /** By POST, for it is written down who looked. */
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
        throw Refused.unknown("There is no such page");
    }
}
