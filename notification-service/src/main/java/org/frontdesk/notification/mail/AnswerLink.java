package org.frontdesk.notification.mail;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

import org.frontdesk.notification.InquirySubmitted;
import org.frontdesk.notification.Site;
import org.frontdesk.notification.Texts;

/** A link that begins an answer to the visitor: in the visitor's language, with the reference in the subject (RFC 6068). */
final class AnswerLink {
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
