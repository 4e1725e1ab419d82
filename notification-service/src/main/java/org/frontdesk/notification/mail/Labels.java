package org.frontdesk.notification.mail;

import java.util.List;
import java.util.Map;

import org.frontdesk.notification.inquiry.InquirySubmitted;
import org.frontdesk.notification.inquiry.InquirySubmitted.Value;
import org.frontdesk.notification.site.Site;

/** What an inquiry's parts are called in the language of those who read it. */
record Labels(Site site, ReaderTexts speech) {

    List<AlertView.FieldView> fields(InquirySubmitted inquiry) {
        return inquiry.fields().stream().map(field -> field(field, inquiry)).toList();
    }

    /** Their names are whatever the website gave them, or who sent them. */
    List<AlertView.FieldView> extra(InquirySubmitted inquiry) {
        return inquiry.extra().stream().map(
                value -> AlertView.FieldView.of(TypedText.line(value.name()).text(), TypedText.of(value.value()),
                        inquiry.language()))
                .toList();
    }

    AlertView.FieldView fact(String label, String value) {
        var words = value == null ? new TypedText(null, "ltr") : TypedText.line(value);
        return AlertView.FieldView.of(speech.say(label), words, null);
    }

    /** As the site calls it; a topic that is none of the site's as it came. */
    String topic(InquirySubmitted inquiry) {
        var label = language().topics().get(inquiry.topic());
        return label != null ? label : TypedText.line(inquiry.topic()).text();
    }

    String spamReasons(InquirySubmitted inquiry) {
        return String.join(" · ", inquiry.spam().reasons().stream()
                .map(reason -> speech.texts().getMessage("spam." + reason, null, reason, speech.reader())).toList());
    }

    private AlertView.FieldView field(Value field, InquirySubmitted inquiry) {
        var choice = language().choices().getOrDefault(field.name(), Map.of()).get(field.value());
        if (choice != null) {
            return AlertView.FieldView.of(label(field), TypedText.of(choice), null);
        }
        var view = AlertView.FieldView.of(label(field), TypedText.of(field.value()), inquiry.language());
        return field.name().equals("phone") ? view.linkedTo(new AlertView.PhoneView(view.value(), "").link()) : view;
    }

    private String label(Value field) {
        var own = language().fields().get(field.name());
        return own != null
                ? own
                : speech.texts().getMessage("field." + field.name(), null, TypedText.line(field.name()).text(),
                        speech.reader());
    }

    private Site.Language language() {
        return site.language(speech.reader());
    }
}
