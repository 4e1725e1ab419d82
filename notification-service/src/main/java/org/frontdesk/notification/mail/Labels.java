package org.frontdesk.notification.mail;

import java.util.List;
import java.util.Map;

import org.frontdesk.notification.inquiry.InquirySubmitted.Value;
import org.frontdesk.notification.inquiry.InquirySubmitted;
import org.frontdesk.notification.mail.AlertView.FieldView;
import org.frontdesk.notification.site.Site;

/** The labels of an inquiry's parts in the reader's language. */
record Labels(Site site, ReaderTexts texts) {

    List<FieldView> fields(InquirySubmitted inquiry) {
        return inquiry.fields().stream().map(field -> field(field, inquiry)).toList();
    }

    /** Their names are not declared: the website chose them, or whoever sent the request. */
    List<FieldView> extra(InquirySubmitted inquiry) {
        return inquiry.extra().stream().map(
                value -> FieldView.of(TypedText.line(value.name()).text(), TypedText.of(value.value()),
                        inquiry.language()))
                .toList();
    }

    FieldView fact(String label, String value) {
        var typed = value == null ? new TypedText(null, "ltr") : TypedText.line(value);
        return FieldView.of(texts.say(label), typed, null);
    }

    /** The site's label of it; a topic that is not one of the site's unchanged. */
    String topic(InquirySubmitted inquiry) {
        var label = language().topics().get(inquiry.topic());
        return label != null ? label : TypedText.line(inquiry.topic()).text();
    }

    String spamReasons(InquirySubmitted inquiry) {
        return String.join(" · ", inquiry.spam().reasons().stream()
                .map(reason -> texts.all().getMessage("spam." + reason, null, reason, texts.reader())).toList());
    }

    private FieldView field(Value field, InquirySubmitted inquiry) {
        var choice = language().choices().getOrDefault(field.name(), Map.of()).get(field.value());
        if (choice != null) {
            return FieldView.of(label(field), TypedText.of(choice), null);
        }
        var view = FieldView.of(label(field), TypedText.of(field.value()), inquiry.language());
        return field.name().equals("phone") ? view.linkedTo(TelLink.of(view.value())) : view;
    }

    private String label(Value field) {
        var own = language().fields().get(field.name());
        return own != null
                ? own
                : texts.all().getMessage("field." + field.name(), null, TypedText.line(field.name()).text(),
                        texts.reader());
    }

    private Site.Language language() {
        return site.language(texts.reader());
    }
}
