package org.frontdesk.notification.mail;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.frontdesk.notification.Site;

/** A phone line as a mail shows it: the number, and the languages spoken there in the reader's own words. */
record PhoneView(String number, String languages) {

    static List<PhoneView> all(Site.Language language, Locale reader) {
        return language.phones().stream().map(phone -> new PhoneView(phone.number(), spoken(phone, reader))).toList();
    }

    private static String spoken(Site.Phone phone, Locale reader) {
        var comma = reader.getLanguage().equals("ar") ? "، " : ", ";
        return phone.languages().stream().map(tag -> Locale.forLanguageTag(tag).getDisplayLanguage(reader))
                .collect(Collectors.joining(comma));
    }
}
