package org.frontdesk.notification.mail;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.frontdesk.notification.InquirySubmitted;
import org.frontdesk.notification.Site;

/**
 * What the visitor is told, and not a byte that the visitor wrote: whoever enters another's address in the form could
 * else send them any text in the clinic's name.
 *
 * @param topic the site's label of it; null where it is none of the site's topics
 * @param opens when the office opens; null where the inquiry came while it was open
 * @param holidays days that are not worked though they would be, between now and the answer
 */
record ReplyView(String topic, String answer, String answerBy, String opens, List<String> hours, String zoneName,
        List<String> holidays, List<PhoneView> phones, URI privacy, String why) {

    static ReplyView of(InquirySubmitted inquiry, Site site, Speech speech) {
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
                PhoneView.all(language, speech), language.privacy(),
                speech.say("reply.why", Map.of("site", language.isolate(site.address()))));
    }
}
