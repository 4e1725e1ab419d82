package org.frontdesk.notification.delivery;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.frontdesk.notification.inquiry.InquirySubmitted;
import org.frontdesk.notification.inquiry.InquirySubmitted.Verdict;
import org.frontdesk.notification.mail.Delivery.Kind;
import org.frontdesk.notification.site.Site;
import org.frontdesk.notification.site.Site.Route;
import org.springframework.stereotype.Component;

/** Which mails are owed: for an inquiry, and where one of its mails could not be sent. */
@Component
public class OwedDeliveries {

    /**
     * @param minimal whether the visitor's words are left out
     * @param withheld why it is not to be sent; null where it is
     */
    public record NewDelivery(Kind kind, String recipient, String language, boolean minimal, String withheld) {

        public NewDelivery withheld(String reason) {
            return new NewDelivery(kind, recipient, language, minimal, reason);
        }
    }

    /** Local parts behind which a machine or a list reads: an answer would come back, be answered, and so on. */
    private static final Pattern MACHINES = Pattern.compile("mailer-daemon|postmaster|(no|do[-_.]?not)[-_.]?reply"
            + "|auto-?reply|listserv|majordomo|bounces?|(owner|bounces?)-.*"
            + "|.*-(request|owner|bounces?|(un)?subscribe|list)");

    private final Site site;
    private final String canarySink;

    OwedDeliveries(Site site, CanarySettings canaries) {
        this.site = site;
        this.canarySink = canaries.canarySink();
    }

    /** An alert to each of the route's recipients, and one reply to the visitor. */
    public List<NewDelivery> by(InquirySubmitted inquiry) {
        if (inquiry.canary()) {
            return canary(inquiry);
        }
        var route = site.route(inquiry.language(), inquiry.topic());
        var withheld = inquiry.spam().verdict() == Verdict.spam ? "spam" : null;
        return Stream.concat(staff(Kind.alert, route, route.to(), withheld), reply(inquiry)).toList();
    }

    /**
     * Both mails as for a visitor, but to an address behind which nobody reads. Without one none are owed: thousands a day
     * would fill the mailbox of bounces, and withheld they would hide what operators have to decide.
     */
    private List<NewDelivery> canary(InquirySubmitted inquiry) {
        if (canarySink.isBlank()) {
            return List.of();
        }
        var language = site.declared(inquiry.language());
        return Stream.of(Kind.alert, Kind.reply).map(kind -> new NewDelivery(kind, canarySink, language, false, null))
                .toList();
    }

    /** Instead of an alert that died: the route's backup. Instead of a reply: a notice to the route's recipients. */
    public List<NewDelivery> insteadOf(Kind dead, InquirySubmitted inquiry) {
        var route = site.route(inquiry.language(), inquiry.topic());
        if (inquiry.canary()) {
            return List.of(); // the age of the last canary tells
        }
        return switch (dead) {
            case alert -> staff(Kind.alert, route, route.backup(), null).toList();
            case reply -> staff(Kind.notice, route, route.to(), null).toList();
            case notice, digest -> List.of();
        };
    }

    private static Stream<NewDelivery> staff(Kind kind, Route route, List<String> recipients, String withheld) {
        return recipients.stream().distinct().map(recipient -> new NewDelivery(kind, recipient, route.mailLanguage(),
                route.mode() == Route.Mode.minimal, withheld));
    }

    private Stream<NewDelivery> reply(InquirySubmitted inquiry) {
        return inquiry.email().stream()
                .map(address -> new NewDelivery(Kind.reply, address, site.declared(inquiry.language()),
                        false, withholdReply(inquiry, address)));
    }

    private String withholdReply(InquirySubmitted inquiry, String address) {
        if (inquiry.spam().verdict() != Verdict.clear) {
            return inquiry.spam().verdict().name();
        }
        return isMachine(address) || site.isOwn(address) ? "no-reply address" : null;
    }

    private static boolean isMachine(String address) {
        var local = address.substring(0, Math.max(0, address.lastIndexOf('@'))).toLowerCase(Locale.ROOT);
        var mailbox = local.replaceFirst("(?<=.)\\+.*", ""); // what follows a plus only sorts that mailbox's mail
        return MACHINES.matcher(mailbox).matches();
    }
}
