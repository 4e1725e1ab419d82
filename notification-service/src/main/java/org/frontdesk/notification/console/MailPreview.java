package org.frontdesk.notification.console;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.frontdesk.notification.delivery.Relay;
import org.frontdesk.notification.mail.SampleMails.Sort;
import org.frontdesk.notification.mail.SampleMails.Wanted;
import org.frontdesk.notification.mail.SampleMails;
import org.frontdesk.notification.site.Site;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Shows every mail that the site can send, by form, language and kind, with sample data. Operators can send them to
 * themselves.
 */
@Controller
class MailPreview {
    private static final String NOBODY = "nobody@example.net";

    private final Site site;
    private final SampleMails samples;
    private final Relay relay;
    private final Audit audit;

    MailPreview(Site site, SampleMails samples, Relay relay, Audit audit) {
        this.site = site;
        this.samples = samples;
        this.relay = relay;
        this.audit = audit;
    }

    @GetMapping("/console/preview")
    String page(@RequestParam(defaultValue = "reply") Sort sort, @RequestParam(required = false) String form,
            @RequestParam(required = false) String language, @RequestParam(required = false) String mailLanguage,
            Model model) {
        var wanted = wanted(sort, form, language, mailLanguage);
        model.addAttribute("wanted", wanted).addAttribute("mail", written(wanted, NOBODY))
                .addAttribute("sorts", Sort.values()).addAttribute("forms", site.forms().keySet())
                .addAttribute("languages", site.languages().keySet());
        return "console/preview";
    }

    /** The content of the frame in the page. */
    @GetMapping(value = "/console/preview/mail", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
    @ResponseBody
    String mail(@RequestParam Sort sort, @RequestParam String form, @RequestParam String language,
            @RequestParam String mailLanguage) {
        return written(wanted(sort, form, language, mailLanguage), NOBODY).html();
    }

    @PostMapping("/console/preview/send")
    String send(@RequestParam Sort sort, @RequestParam String form, @RequestParam String language,
            @RequestParam String mailLanguage, @RequestParam String to, Principal operator, RedirectAttributes next) {
        var wanted = wanted(sort, form, language, mailLanguage);
        var problem = relay.sendNow(marked(written(wanted, to.strip())));
        audit.write(operator.getName(), "preview",
                sort + " in " + (sort == Sort.reply ? wanted.language() : wanted.mailLanguage()),
                problem.orElse("sent"));
        problem.ifPresentOrElse(what -> next.addFlashAttribute("refused", what + "."),
                () -> next.addFlashAttribute("done", "The mail is on its way to you."));
        next.addAttribute("sort", sort).addAttribute("form", wanted.form()).addAttribute("language", language)
                .addAttribute("mailLanguage", wanted.mailLanguage());
        return "redirect:/console/preview";
    }

    /** Otherwise it could be mistaken for a real inquiry in a mailbox. */
    private static MimeMessage marked(SampleMails.Sample mail) {
        try {
            mail.message().setSubject("[preview] " + mail.subject(), StandardCharsets.UTF_8.name());
            return mail.message();
        } catch (MessagingException e) {
            throw new IllegalStateException("A mail that was just written can be changed", e);
        }
    }

    /** Without a mail language it is that of the route, as for a real inquiry. */
    private Wanted wanted(Sort sort, String form, String language, String mailLanguage) {
        var spoken = among(site.languages().keySet(), language, site.language(), "language");
        var route = site.route(spoken, site.topics().getFirst()).mailLanguage();
        return new Wanted(sort, among(site.forms().keySet(), form, site.forms().keySet().iterator().next(), "form"),
                spoken, among(site.languages().keySet(), mailLanguage, route, "mailLanguage"));
    }

    private static String among(Set<String> known, String asked, String otherwise, String name) {
        if (asked == null || asked.isEmpty()) {
            return otherwise;
        }
        if (!known.contains(asked)) {
            throw ProblemException.malformed(name + ": expected one of " + List.copyOf(known));
        }
        return asked;
    }

    private SampleMails.Sample written(Wanted wanted, String recipient) {
        try {
            return samples.write(wanted, recipient, Instant.now());
        } catch (MessagingException e) {
            throw ProblemException.malformed("Expected one e-mail address, in Latin letters");
        }
    }
}
