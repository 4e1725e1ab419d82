package org.frontdesk.notification.mail;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.frontdesk.notification.inquiry.InquirySubmitted;
import org.frontdesk.notification.mail.Delivery.Kind;
import org.frontdesk.notification.site.Mailboxes;
import org.frontdesk.notification.site.Site;

/**
 * What staff are shown of an inquiry, labelled in their language.
 *
 * @param why what to know before all else; null where there is nothing
 * @param fields what the visitor filled in, in the form's order; none in a minimal alert
 * @param extra what the website's form sent beyond its fields; none in a minimal alert
 * @param facts what the system knows of it: topic, language, time, form, page, signs of spam
 * @param answerLink begins an answer to the visitor; null where none is possible by mail
 * @param how what to do now
 */
record AlertView(String title, String why, List<FieldView> fields, List<FieldView> extra, List<FieldView> facts,
        String answerLink, String answer, String how) {

    static AlertView of(InquirySubmitted inquiry, Site site, ReaderTexts speech, Delivery delivery) {
        var labels = new Labels(site, speech);
        var isNotice = delivery.kind() == Kind.notice;
        var address = isNotice ? null : inquiry.email().flatMap(Mailboxes::ascii).orElse(null);
        var spoken = Map.of("language", speech.language(inquiry.language()));
        return new AlertView(speech.say(isNotice ? "alert.unreachableTitle" : "alert.title"),
                isNotice ? speech.say("alert.unreachableWhy") : null,
                delivery.minimal() ? List.of() : labels.fields(inquiry),
                delivery.minimal() ? List.of() : labels.extra(inquiry), facts(inquiry, site, delivery, labels),
                address == null ? null : ReplyView.AnswerLink.to(address, inquiry, site, speech.texts()),
                speech.say("alert.answer", spoken),
                how(speech, address, spoken, isNotice, inquiry.email().isPresent()));
    }

    private static String how(ReaderTexts speech, String address, Map<String, String> spoken, boolean isNotice,
            boolean hasEmail) {
        if (address != null) {
            return speech.say("alert.answerHow", spoken);
        }
        if (isNotice) {
            return null;
        }
        return speech.say(hasEmail ? "alert.unreachableWhy" : "alert.noEmail");
    }

    private static List<FieldView> facts(InquirySubmitted inquiry, Site site, Delivery delivery, Labels labels) {
        var times = new Times(labels.speech(), site.language(delivery.language()).zoneName());
        // Any other link would be the visitor's.
        var page = site.isOwnPage(inquiry.page()) && !delivery.minimal() ? inquiry.page() : null;
        var spam = inquiry.spam().reasons().isEmpty() ? null : labels.spamReasons(inquiry);
        return Stream.of(labels.fact("alert.topic", labels.topic(inquiry)),
                labels.fact("alert.language", labels.speech().language(inquiry.language())),
                labels.fact("alert.received", times.moment(inquiry.submittedAt().atZone(site.zone()))),
                labels.fact("alert.answerBy", times.moment(site.office().answerBy(inquiry.submittedAt()))),
                labels.fact("alert.form", inquiry.form()), labels.fact("alert.page", page).linkedTo(page),
                labels.fact("alert.spam", spam)).filter(fact -> fact.value() != null).toList();
    }

    /**
     * One line of an alert: a label in the staff's language and a value in whosever.
     *
     * @param tag the language that the value is in; null where it is the staff's, or none
     * @param link what it leads to; null where nowhere
     */
    record FieldView(String label, String value, String direction, String tag, String link) {
        private static final int LONG = 120;

        static FieldView of(String label, TypedText words, String tag) {
            return new FieldView(label, words.text(), words.direction(), tag, null);
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

    /** A phone line as a mail shows it: the number, and the languages spoken there in the reader's own words. */
    record PhoneView(String number, String languages) {

        static List<PhoneView> all(Site.Language language, ReaderTexts speech) {
            return language.phones().stream()
                    .map(phone -> new PhoneView(phone.number(), speech.languages(phone.languages()))).toList();
        }

        /** RFC 3966, in Latin digits: an Arabic keyboard writes ٠٥٠. In +44 (0)20 the 0 is dialled within the country only. */
        public String link() {
            return "tel:" + number.replaceFirst("(\\+.*)\\(0\\)", "$1").codePoints()
                    .filter(character -> character == '+' || Character.isDigit(character))
                    .mapToObj(character -> character == '+' ? "+" : "" + Character.digit(character, 10))
                    .collect(Collectors.joining());
        }
    }
}
