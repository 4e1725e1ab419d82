package org.frontdesk.inquiry.submission;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.frontdesk.inquiry.site.Field;
import org.frontdesk.inquiry.site.Form;
import org.frontdesk.inquiry.site.Kind;
import org.frontdesk.inquiry.site.Texts;

/**
 * A form as received from JSON or HTML: cleaned, but not yet validated.
 *
 * @param values      by field name, in the form's order; never blank
 * @param extra       fields of an HTML form that the site does not declare
 * @param parseErrors JSON members that no field accepts, and uploaded files
 * @param key         idempotency key; null if none was sent
 */
public record Submission(Form form, Map<String, String> values, List<NamedValue> extra, List<FieldError> parseErrors,
        String key, HiddenFields hidden) {
    /** The signed time at which the form was rendered. */
    public static final String TIMESTAMP = "_started";
    /** Honeypot: invisible to people, and with a name that browsers do not autofill. */
    public static final String HONEYPOT = "_remarks";

    public record NamedValue(String name, String value) {}

    /** What this service's own forms add to detect bots; each is empty in a submission from another form. */
    public record HiddenFields(String timestamp, String honeypot) {
        public static final HiddenFields NONE = new HiddenFields("", "");

        static HiddenFields of(Map<String, String> typed) {
            return new HiddenFields(CleanedValues.line(typed.getOrDefault(TIMESTAMP, "")),
                    CleanedValues.line(typed.getOrDefault(HONEYPOT, "")));
        }
    }

    /**
     * Why the value of a field is invalid.
     *
     * @param limit the number that the error message contains, as a count or as the site wrote it; otherwise empty
     */
    public record FieldError(String field, Kind kind, String code, Object limit) {
        public static FieldError of(Field field, String code) {
            return new FieldError(field.name(), field.kind(), code, "");
        }

        public static FieldError of(String name, String code) {
            return new FieldError(name, null, code, "");
        }

        /** The most specific text: for this field, else for its kind, else for the code. */
        public String message(Texts texts) {
            var key = "form.error." + code;
            var specific = Stream.of(key + "." + field, key + "." + (kind == null ? "" : kind.word()))
                    .filter(each -> texts.find(each).isPresent()).findFirst().orElse(key);
            return texts.get(specific, "limit", limit);
        }
    }

    public String value(String name) {
        return values.getOrDefault(name, "");
    }

    /** The published fields in the form's order; email addresses are ready for sending, with the domain in ASCII. */
    public List<NamedValue> fields() {
        return form.published().stream().filter(field -> values.containsKey(field.name()))
                .map(field -> new NamedValue(field.name(), sendable(field, value(field.name())))).toList();
    }

    private static String sendable(Field field, String value) {
        return field.kind() == Kind.EMAIL ? EmailAddress.ascii(value).orElse(value) : value;
    }
}
