package org.frontdesk.notification.mail;

import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.frontdesk.notification.Delivery;
import org.frontdesk.notification.Delivery.Kind;
import org.frontdesk.notification.InquirySubmitted;
import org.frontdesk.notification.InquirySubmitted.Value;
import org.frontdesk.notification.Site;
import org.springframework.context.MessageSource;

/**
 * What an alert shows of an inquiry, labelled in the staff's language.
 *
 * @param page the page it came from, only where it is one of the site's own: any other link would be the visitor's
 * @param rows what the visitor filled in besides the message; none in a minimal alert
 * @param message the visitor's words as typed, in {@code messageTag} and its direction; null in a minimal alert
 * @param footer what to do now, as the key of a text
 */
record AlertView(String language, String submittedAt, String form, String page, List<Row> rows, String message,
        String messageTag, String messageDirection, String footer, List<String> spamReasons) {

    record Row(String label, String value) {}

    static AlertView of(InquirySubmitted inquiry, Site site, MessageSource texts, Delivery delivery) {
        var staff = delivery.language();
        var visitor = Locale.forLanguageTag(inquiry.language());
        return new AlertView(visitor.getDisplayLanguage(staff), time(inquiry, site, staff), inquiry.form(),
                site.isOwnPage(inquiry.page()) && !delivery.minimal() ? inquiry.page() : null,
                delivery.minimal() ? List.of() : rows(inquiry, site, texts, staff),
                delivery.minimal() ? null : inquiry.field("message").orElse(""), inquiry.language(),
                site.language(visitor).direction(), footer(inquiry, delivery), inquiry.spam().reasons());
    }

    private static String footer(InquirySubmitted inquiry, Delivery delivery) {
        if (delivery.kind() == Kind.notice) {
            return "alert.unreachableWhy";
        }
        return inquiry.email().isPresent() ? "alert.answer" : "alert.noEmail";
    }

    private static String time(InquirySubmitted inquiry, Site site, Locale staff) {
        var format = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT).withLocale(staff);
        return format.format(inquiry.submittedAt().atZone(site.zone()));
    }

    private static List<Row> rows(InquirySubmitted inquiry, Site site, MessageSource texts, Locale staff) {
        var fields = inquiry.fields().stream().filter(field -> !field.name().equals("message"))
                .map(field -> new Row(label(field, site, texts, staff), field.value()));
        var extra = inquiry.extra().stream().map(field -> new Row(field.name(), field.value()));
        return Stream.concat(fields, extra).toList();
    }

    private static String label(Value field, Site site, MessageSource texts, Locale staff) {
        var own = site.language(staff).fields().get(field.name());
        return own != null ? own : texts.getMessage("field." + field.name(), null, field.name(), staff);
    }
}
