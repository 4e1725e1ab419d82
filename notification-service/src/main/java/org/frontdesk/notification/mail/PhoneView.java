package org.frontdesk.notification.mail;

import java.util.List;
import java.util.stream.Collectors;

import org.frontdesk.notification.Site;

/** A phone line as a mail shows it: the number, and the languages spoken there in the reader's own words. */
record PhoneView(String number, String languages) {

    static List<PhoneView> all(Site.Language language, Speech speech) {
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
