package org.frontdesk.notification.mail;

import java.util.List;
import java.util.Map;

import org.frontdesk.notification.InquirySubmitted;
import org.frontdesk.notification.InquirySubmitted.Value;
import org.frontdesk.notification.Site;

/** What an inquiry's parts are called in the language of those who read it. */
record Labels(Site site, Speech speech) {

    List<FieldView> fields(InquirySubmitted inquiry) {
        return inquiry.fields().stream().map(field -> field(field, inquiry)).toList();
    }

    /** Their names are whatever the website gave them, or who sent them. */
    List<FieldView> extra(InquirySubmitted inquiry) {
        return inquiry.extra().stream().map(
                value -> FieldView.of(Words.line(value.name()).text(), Words.of(value.value()), inquiry.language()))
                .toList();
    }

    FieldView fact(String label, String value) {
        var words = value == null ? new Words(null, "ltr") : Words.line(value);
        return FieldView.of(speech.say(label), words, null);
    }

    /** As the site calls it; a topic that is none of the site's as it came. */
    String topic(InquirySubmitted inquiry) {
        var label = language().topics().get(inquiry.topic());
        return label != null ? label : Words.line(inquiry.topic()).text();
    }

    String spamReasons(InquirySubmitted inquiry) {
        return String.join(" · ", inquiry.spam().reasons().stream()
                .map(reason -> speech.texts().getMessage("spam." + reason, null, reason, speech.reader())).toList());
    }

    private FieldView field(Value field, InquirySubmitted inquiry) {
        var choice = language().choices().getOrDefault(field.name(), Map.of()).get(field.value());
        if (choice != null) {
            return FieldView.of(label(field), Words.of(choice), null);
        }
        var view = FieldView.of(label(field), Words.of(field.value()), inquiry.language());
        return field.name().equals("phone") ? view.linkedTo(new PhoneView(view.value(), "").link()) : view;
    }

    private String label(Value field) {
        var own = language().fields().get(field.name());
        return own != null
                ? own
                : speech.texts().getMessage("field." + field.name(), null, Words.line(field.name()).text(),
                        speech.reader());
    }

    private Site.Language language() {
        return site.language(speech.reader());
    }
}
