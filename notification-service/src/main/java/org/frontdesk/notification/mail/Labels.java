package org.frontdesk.notification.mail;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.frontdesk.notification.InquirySubmitted;
import org.frontdesk.notification.InquirySubmitted.Value;
import org.frontdesk.notification.Site;
import org.frontdesk.notification.Texts;

/** What an inquiry's parts are called in the language of those who read it. */
record Labels(Site site, Texts texts, Locale reader) {

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
        return FieldView.of(texts.say(reader, label), words, null);
    }

    /** As the site calls it; a topic that is none of the site's as it came. */
    String topic(InquirySubmitted inquiry) {
        var label = site.language(reader).topics().get(inquiry.topic());
        return label != null ? label : Words.line(inquiry.topic()).text();
    }

    String spamReasons(InquirySubmitted inquiry) {
        return String.join("; ", inquiry.spam().reasons().stream()
                .map(reason -> texts.getMessage("spam." + reason, null, reason, reader)).toList());
    }

    private FieldView field(Value field, InquirySubmitted inquiry) {
        var choice = site.language(reader).choices().getOrDefault(field.name(), Map.of()).get(field.value());
        if (choice != null) {
            return FieldView.of(label(field), Words.of(choice), null);
        }
        var view = FieldView.of(label(field), Words.of(field.value()), inquiry.language());
        return field.name().equals("phone") ? view.linkedTo(new PhoneView(view.value(), "").link()) : view;
    }

    private String label(Value field) {
        var own = site.language(reader).fields().get(field.name());
        return own != null
                ? own
                : texts.getMessage("field." + field.name(), null, Words.line(field.name()).text(), reader);
    }
}
