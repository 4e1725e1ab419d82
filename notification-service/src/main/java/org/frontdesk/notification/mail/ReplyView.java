package org.frontdesk.notification.mail;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.frontdesk.notification.inquiry.InquirySubmitted;
import org.frontdesk.notification.site.Site;
import org.frontdesk.notification.site.Texts;

/**
 * What the visitor is told, and not a byte that the visitor wrote: whoever enters another's address in the form could
 * else send them any text in the clinic's name.
 *
 * @param topic the site's label of it; null where it is none of the site's topics
 * @param opens when the office opens; null where the inquiry came while it was open
 * @param holidays days that are not worked though they would be, between now and the answer
 */
record ReplyView(String topic, String answer, String answerBy, String opens, List<String> hours, String zoneName,
        List<String> holidays, List<AlertView.PhoneView> phones, URI privacy, String why) {

    static ReplyView of(InquirySubmitted inquiry, Site site, ReaderTexts speech) {
        var language = site.language(speech.reader());
        var times = new Times(speech, language.zoneName());
        var office = site.office();
        var received = inquiry.submittedAt();
        var holidays = office.holidaysUntilAnswer(received);
        return new ReplyView(language.topics().get(inquiry.topic()),
                speech.say("reply.answer", Map.of("days", office.answerWorkingDays())),
                times.moment(office.answerBy(received)),
                office.isOpen(received) ? null : times.moment(office.opensAfter(received)), times.hours(office),
                language.zoneName(), holidays.stream().map(times::day).toList(),
                AlertView.PhoneView.all(language, speech), language.privacy(),
                speech.say("reply.why", Map.of("site", language.isolate(site.address()))));
    }

    /** A link that begins an answer to the visitor: in the visitor's language, with the reference in the subject (RFC 6068). */
    final static class AnswerLink {
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
