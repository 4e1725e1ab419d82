package org.frontdesk.inquiry.form;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.frontdesk.inquiry.site.Field;
import org.frontdesk.inquiry.site.Form;
import org.frontdesk.inquiry.site.Kind;
import org.frontdesk.inquiry.site.Language;
import org.frontdesk.inquiry.submission.Submission.FieldError;

/**
 * A form as data, for clients that render it, such as the widget.
 *
 * @param timestamp the signed time to send back as {@code _started}
 * @param texts   all texts except labels, by their key in the message files without {@code form.}
 */
record FormDefinition(String form, String language, String dir, String consent,
        @JsonProperty("started") String timestamp, List<FieldDefinition> fields, Map<String, String> topics,
        List<Line> phones, Map<String, String> texts) {

    /** @param errors messages by error code; only for errors that do not depend on other fields */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record FieldDefinition(String name, Kind kind, String label, boolean required, int maxLength, String pattern,
            BigDecimal min, BigDecimal max, Map<String, String> choices, Map<String, String> errors) {}

    record Line(String number, String dialled) {}

    private static final List<String> TEXTS = List.of("title", "emergency", "contact", "optional", "choose", "send",
            "send-again", "sending", "waiting", "summary", "trap", "call", "thanks.title", "thanks.next",
            "thanks.reference", "thanks.keep", "problem.title", "error.contact");

    static FormDefinition of(Form form, Language language, List<String> topics, String timestamp) {
        var labels = new LinkedHashMap<String, String>();
        topics.forEach(topic -> labels.put(topic, language.topics().get(topic)));
        var texts = new LinkedHashMap<String, String>();
        TEXTS.forEach(key -> texts.put(key, language.texts().get("form." + key)));
        return new FormDefinition(form.name(), language.tag(), language.dir(), language.texts().get("form.consent"),
                timestamp, form.fields().stream().map(field -> field(field, language)).toList(), labels,
                language.lines().stream().map(line -> new Line(line.number(), line.dialled())).toList(), texts);
    }

    private static FieldDefinition field(Field field, Language language) {
        var choices = new LinkedHashMap<String, String>();
        field.choices().forEach(choice -> choices.put(choice, language.choice(field, choice)));
        return new FieldDefinition(field.name(), field.kind(), language.label(field.name()), field.required(),
                field.maxLength(), field.pattern() == null ? null : field.pattern().pattern(), field.min(), field.max(),
                choices, errors(field, language));
    }

    private static Map<String, String> errors(Field field, Language language) {
        var errors = new LinkedHashMap<String, String>();
        possibleErrors(field).forEach(error -> errors.put(error.code(), error.message(language.texts())));
        return errors;
    }

    private static Stream<FieldError> possibleErrors(Field field) {
        return field.kind() == Kind.HIDDEN
                ? Stream.empty()
                : Stream.of(FieldError.of(field, "required"), FieldError.of(field, "invalid"),
                        new FieldError(field.name(), field.kind(), "too-long", field.maxLength()));
    }
}
