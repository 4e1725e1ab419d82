package org.frontdesk.notification.inbox;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import org.frontdesk.notification.Delivery.Kind;
import org.frontdesk.notification.InquirySubmitted;
import org.frontdesk.notification.InquirySubmitted.Verdict;
import org.frontdesk.notification.Site;
import org.springframework.stereotype.Component;

/** Which mails are owed for an inquiry: an alert to each of the route's recipients, and one reply to the visitor. */
@Component
class Owed {

    /** @param withheld why it is not to be sent; null where it is */
    record Mail(Kind kind, String recipient, String language, String withheld) {}

    /** Local parts behind which a machine reads: an answer to it would come back, be answered, and so on. */
    private static final Set<String> MACHINES = Set.of("mailer-daemon", "postmaster", "noreply", "no-reply",
            "donotreply", "do-not-reply", "bounce", "bounces");

    private final Site site;

    Owed(Site site) {
        this.site = site;
    }

    List<Mail> by(InquirySubmitted inquiry) {
        return Stream.concat(alerts(inquiry), replies(inquiry)).toList();
    }

    private Stream<Mail> alerts(InquirySubmitted inquiry) {
        var route = site.route(inquiry.language(), inquiry.topic());
        var withheld = inquiry.spam().verdict() == Verdict.spam ? "spam" : null;
        return route.to().stream().distinct()
                .map(recipient -> new Mail(Kind.alert, recipient, route.mailLanguage(), withheld));
    }

    private Stream<Mail> replies(InquirySubmitted inquiry) {
        return inquiry.email().stream()
                .map(address -> new Mail(Kind.reply, address, site.declared(inquiry.language()),
                        withholdReply(inquiry, address)));
    }

    private String withholdReply(InquirySubmitted inquiry, String address) {
        if (inquiry.spam().verdict() != Verdict.clear) {
            return inquiry.spam().verdict().name();
        }
        return isMachine(address) || site.isOwn(address) ? "no-reply address" : null;
    }

    private static boolean isMachine(String address) {
        var local = address.substring(0, Math.max(0, address.lastIndexOf('@'))).toLowerCase(Locale.ROOT);
        return MACHINES.contains(local) || local.endsWith("-request") || local.startsWith("owner-");
    }
}
