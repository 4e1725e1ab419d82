package org.frontdesk.notification.mail;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.frontdesk.notification.inquiry.InquirySubmitted;
import org.frontdesk.notification.site.Site;

/**
 * What a reply tells the visitor. It contains nothing that the visitor wrote: otherwise anyone could enter another's
 * address in the form, and send them any text in the clinic's name.
 *
 * @param topic the site's label of it; null if it is not one of the site's topics
 * @param opens when the office opens; null if the inquiry came while it was open
 * @param holidays holidays on regular working days before the answer
 */
record ReplyView(String topic, String answer, String answerBy, String opens, List<String> hours, String zoneName,
        List<String> holidays, List<PhoneView> phones, URI privacy, String why) {

    static ReplyView of(InquirySubmitted inquiry, Site site, ReaderTexts texts) {
        var language = site.language(texts.reader());
        var times = new Times(texts, language.zoneName());
        var office = site.office();
        var received = inquiry.submittedAt();
        var holidays = office.holidaysUntilAnswer(received);
        return new ReplyView(language.topics().get(inquiry.topic()),
                texts.say("reply.answer", Map.of("days", office.answerWorkingDays())),
                times.moment(office.answerBy(received)),
                office.isOpen(received) ? null : times.moment(office.opensAfter(received)), times.hours(office),
                language.zoneName(), holidays.stream().map(times::day).toList(),
                PhoneView.all(language, texts), language.privacy(),
                texts.say("reply.why", Map.of("site", language.isolate(site.address()))));
    }

    /** A phone line: the number, and the languages spoken there, in the reader's language. */
    record PhoneView(String number, String languages) {

        static List<PhoneView> all(Site.Language language, ReaderTexts texts) {
            return language.phones().stream()
                    .map(phone -> new PhoneView(phone.number(), texts.languages(phone.languages()))).toList();
        }

        public String link() {
            return TelLink.of(number);
        }
    }
}
