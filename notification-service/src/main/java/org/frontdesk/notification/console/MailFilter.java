package org.frontdesk.notification.console;

import org.frontdesk.notification.Delivery.Kind;

/** Which mails. What is null matches any. */
record MailFilter(State state, Kind kind, String language) {

    enum State {
        due, sending, sent, dead, withheld, erased
    }

    public String kindName() {
        return kind == null ? null : kind.name();
    }

    public String languageOrNull() {
        return language == null || language.isBlank() ? null : language;
    }
}
