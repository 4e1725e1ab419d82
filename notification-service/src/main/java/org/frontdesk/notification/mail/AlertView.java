package org.frontdesk.notification.mail;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.frontdesk.notification.inquiry.InquirySubmitted;
import org.frontdesk.notification.mail.Delivery.Kind;
import org.frontdesk.notification.site.Mailboxes;
import org.frontdesk.notification.site.Site;
import org.frontdesk.notification.site.Texts;

/**
 * What an alert shows of an inquiry, labelled in the staff's language.
 *
 * @param warning what to know first; null if there is nothing
 * @param fields what the visitor filled in, in the form's order; none in a minimal alert
 * @param extra what the website's form sent beyond its fields; none in a minimal alert
 * @param facts what the system adds: topic, language, time, form, page, reasons for suspected spam
 * @param answerLink starts an answer to the visitor; null if that is not possible by email
 * @param instructions what to do now
 */
record AlertView(String title, String warning, List<FieldView> fields, List<FieldView> extra, List<FieldView> facts,
        String answerLink, String answer, String instructions) {

    static AlertView of(InquirySubmitted inquiry, Site site, ReaderTexts texts, Delivery delivery) {
        var labels = new Labels(site, texts);
        var isNotice = delivery.kind() == Kind.notice;
        var address = isNotice ? null : inquiry.email().flatMap(Mailboxes::ascii).orElse(null);
        var spoken = Map.of("language", texts.language(inquiry.language()));
        return new AlertView(texts.say(isNotice ? "alert.unreachableTitle" : "alert.title"),
                isNotice ? texts.say("alert.unreachableWhy") : null,
                delivery.minimal() ? List.of() : labels.fields(inquiry),
                delivery.minimal() ? List.of() : labels.extra(inquiry), facts(inquiry, site, delivery, labels),
                address == null ? null : AnswerLink.to(address, inquiry, site, texts.all()),
                texts.say("alert.answer", spoken),
                instructions(texts, address, spoken, isNotice, inquiry.email().isPresent()));
    }

    private static String instructions(ReaderTexts texts, String address, Map<String, String> spoken, boolean isNotice,
            boolean hasEmail) {
        if (address != null) {
            return texts.say("alert.answerHow", spoken);
        }
        if (isNotice) {
            return null;
        }
        return texts.say(hasEmail ? "alert.unreachableWhy" : "alert.noEmail");
    }

    private static List<FieldView> facts(InquirySubmitted inquiry, Site site, Delivery delivery, Labels labels) {
        var times = new Times(labels.texts(), site.language(delivery.language()).zoneName());
        // Any other link would be under the visitor's control.
        var page = site.isOwnPage(inquiry.page()) && !delivery.minimal() ? inquiry.page() : null;
        var spam = inquiry.spam().reasons().isEmpty() ? null : labels.spamReasons(inquiry);
        return Stream.of(labels.fact("alert.topic", labels.topic(inquiry)),
                labels.fact("alert.language", labels.texts().language(inquiry.language())),
                labels.fact("alert.received", times.moment(inquiry.submittedAt().atZone(site.zone()))),
                labels.fact("alert.answerBy", times.moment(site.office().answerBy(inquiry.submittedAt()))),
                labels.fact("alert.form", inquiry.form()), labels.fact("alert.page", page).linkedTo(page),
                labels.fact("alert.spam", spam)).filter(fact -> fact.value() != null).toList();
    }

    /**
     * One line of an alert: a label in the staff's language, and a value in any language.
     *
     * @param tag the language of the value; null if it is the staff's, or none
     * @param link its target; null if it is not a link
     */
    record FieldView(String label, String value, String direction, String tag, String link) {
        private static final int LONG = 120;

        static FieldView of(String label, TypedText typed, String tag) {
            return new FieldView(label, typed.text(), typed.direction(), tag, null);
        }

        FieldView linkedTo(String link) {
            return new FieldView(label, value, direction, tag, link);
        }

        /** Whether it needs the whole width, below its label. */
        public boolean isBlock() {
            return value.length() > LONG || value.contains("\n");
        }

        /** For plain text. */
        public String within(String readersDirection) {
            return new TypedText(value, direction).within(readersDirection);
        }

        public String alignment() {
            return direction.equals("rtl") ? "right" : "left";
        }
    }

    /** A mailto link (RFC 6068) that starts an answer in the visitor's language, with the reference in the subject. */
    static final class AnswerLink {
        private static final String NEW_LINE = "\r\n";

        private AnswerLink() {}

        static String to(String mailbox, InquirySubmitted inquiry, Site site, Texts texts) {
            var visitor = Locale.forLanguageTag(site.declared(inquiry.language()));
            var language = site.language(visitor);
            var subject = texts.say(visitor, "answer.subject",
                    Map.of("reference", language.isolate(inquiry.reference())));
            var body = texts.say(visitor, "answer.greeting") + NEW_LINE.repeat(4) + texts.say(visitor, "answer.closing")
                    + NEW_LINE + language.clinic();
            return "mailto:" + encoded(mailbox).replace("%40", "@") + "?subject=" + encoded(subject) + "&body="
                    + encoded(body);
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        }
    }
}
