package org.frontdesk.notification.mail;

import java.util.List;

import org.frontdesk.notification.Site;

/** A phone line as a mail shows it: the number, and the languages spoken there in the reader's own words. */
record PhoneView(String number, String languages) {

    static List<PhoneView> all(Site.Language language, Speech speech) {
        return language.phones().stream()
                .map(phone -> new PhoneView(phone.number(), speech.languages(phone.languages()))).toList();
    }

    /** RFC 3966. */
    public String link() {
        return "tel:" + number.replaceAll("[^+\\d]", "");
    }
}
