package org.frontdesk.notification.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.frontdesk.notification.inquiry.InquirySubmitted.Verdict;
import org.frontdesk.notification.inquiry.InquirySubmitted;
import org.frontdesk.notification.mail.Delivery.Kind;
import org.frontdesk.notification.mail.Delivery;
import org.frontdesk.notification.settings.CheckedSettings;
import org.frontdesk.notification.site.Mailboxes;
import org.frontdesk.notification.site.Site.Route;
import org.frontdesk.notification.site.Site;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.validation.Errors;

/** Decides and records which deliveries are owed: for an inquiry, and in place of a dead delivery. */
@Component
public class OwedDeliveries {

    /**
     * @param minimal whether the visitor's words are left out
     * @param withheld why it is not to be sent; null if it is
     */
    public record NewDelivery(Kind kind, String recipient, String language, boolean minimal, String withheld) {
        public NewDelivery withheld(String reason) {
            return new NewDelivery(kind, recipient, language, minimal, reason);
        }
    }

    /** @param canarySink the recipient of the canaries' mails; empty if canaries are not mailed */
    @ConfigurationProperties("frontdesk")
    record CanarySettings(@DefaultValue("") String canarySink) implements CheckedSettings {

        /** By the same rule as when a mail is composed, which is stricter than {@code @Email}. */
        @Override
        public void check(Errors errors) {
            if (!canarySink.isBlank() && Mailboxes.ascii(canarySink).isEmpty()) {
                errors.rejectValue("canarySink", "address", "must be an e-mail address, such as canaries@example.org");
            }
        }
    }

    /** Local parts of automatic senders and mailing lists: a reply to them could start a mail loop. */
    private static final Pattern MACHINES = Pattern.compile("mailer-daemon|postmaster|(no|do[-_.]?not)[-_.]?reply"
            + "|auto-?reply|listserv|majordomo|bounces?|(owner|bounces?)-.*"
            + "|.*-(request|owner|bounces?|(un)?subscribe|list)");

    private final JdbcClient db;
    private final Site site;
    private final String canarySink;

    OwedDeliveries(JdbcClient db, Site site, CanarySettings canaries) {
        this.db = db;
        this.site = site;
        this.canarySink = canaries.canarySink();
    }

    /** An alert to each of the route's recipients, and a reply to the visitor. */
    public List<NewDelivery> forInquiry(InquirySubmitted inquiry) {
        if (inquiry.canary()) {
            return canary(inquiry);
        }
        var route = site.route(inquiry.language(), inquiry.topic());
        var withheld = inquiry.spam().verdict() == Verdict.spam ? "spam" : null;
        return Stream.concat(staff(Kind.alert, route, route.to(), withheld), reply(inquiry)).toList();
    }

    /**
     * The same as for a visitor, but to an address that nobody reads. Without such an address none is owed: thousands a
     * day would fill the bounce mailbox, and as withheld they would hide what operators have to decide.
     */
    private List<NewDelivery> canary(InquirySubmitted inquiry) {
        if (canarySink.isBlank()) {
            return List.of();
        }
        var language = site.declared(inquiry.language());
        return Stream.of(Kind.alert, Kind.reply).map(kind -> new NewDelivery(kind, canarySink, language, false, null))
                .toList();
    }

    /**
     * In place of a dead alert: alerts to the route's backup. In place of a reply: notices to the route's recipients.
     */
    List<NewDelivery> insteadOf(Kind dead, InquirySubmitted inquiry) {
        var route = site.route(inquiry.language(), inquiry.topic());
        if (inquiry.canary()) {
            return List.of(); // the age of the last canary is monitored
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

    /**
     * Records that this delivery is owed, or withheld.
     *
     * @return 1, or 0 if it was recorded before
     */
    public int add(InquirySubmitted inquiry, NewDelivery delivery) {
        return add(inquiry, delivery, null, Duration.ZERO);
    }

    /**
     * @param recipientHash by which the replies to one mailbox are counted
     * @param wait before it is due
     */
    public int add(InquirySubmitted inquiry, NewDelivery delivery, String recipientHash, Duration wait) {
        return db.sql("""
                INSERT INTO delivery (id, inquiry_id, kind, recipient, recipient_hash, client, language, minimal, state,
                                      reason, next_attempt_at)
                VALUES (:id, :inquiryId, :kind, :recipient, :recipientHash, :client, :language, :minimal, :state,
                        :reason, now() + :wait::interval)
                ON CONFLICT (id) DO NOTHING
                """).param("id", Delivery.id(inquiry.id(), delivery.kind(), delivery.recipient()))
                .param("inquiryId", inquiry.id()).param("kind", delivery.kind().name())
                .param("recipient", delivery.recipient()).param("recipientHash", recipientHash)
                .param("client", inquiry.client()).param("language", delivery.language())
                .param("minimal", delivery.minimal()).param("state", delivery.withheld() == null ? "due" : "withheld")
                .param("reason", delivery.withheld()).param("wait", wait.toString()).update();
    }
}
