package org.frontdesk.inquiry.form;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.frontdesk.inquiry.site.Field;
import org.frontdesk.inquiry.site.Form;
import org.frontdesk.inquiry.site.Kind;
import org.frontdesk.inquiry.site.Language;
import org.frontdesk.inquiry.submission.Submission.FieldError;
import org.frontdesk.inquiry.submission.Submission.NamedValue;

import org.springframework.web.util.UriComponentsBuilder;

/**
 * The model of the page form.html.
 *
 * @param carried  hidden values that are not fields of the form, such as the token
 * @param honeypot what was typed into the honeypot
 */
record FormPage(Language language, Form form, Map<String, String> values, List<NamedValue> carried, String honeypot,
        List<FieldError> errors, List<String> topics) {

    record Option(String value, String label, boolean selected) {}

    record Input(String name, Kind kind, String control, String type, String label, String value, String error,
            String autocomplete, boolean required, List<Option> options) {
        public String id() {
            return "field-" + name;
        }

        /** Numbers and addresses are written from left to right in every language. */
        public String dir() {
            return kind == Kind.TEXT ? "auto" : "ltr";
        }

        public String inputmode() {
            return kind == Kind.NUMBER ? "decimal" : null;
        }

        /** Email and phone are not marked as optional: one of them is required, as the text above them says. */
        public boolean isOptional() {
            return !required && kind != Kind.HIDDEN && !name.equals("email") && !name.equals("phone");
        }

        /** Ids of the texts that a screen reader reads after the label. */
        public String describedBy() {
            var ids = Stream.of(error.isEmpty() ? "" : id() + "-error", name.equals("email") ? "contact" : "")
                    .filter(id -> !id.isEmpty()).collect(Collectors.joining(" "));
            return ids.isEmpty() ? null : ids;
        }
    }

    private static final Map<String, String> AUTOCOMPLETE = Map.of("name", "name", "email", "email", "phone", "tel");

    public String action() {
        return "/forms/%s/inquiries?lang=%s".formatted(form.name(), language.tag());
    }

    /** The URL of this page in another language, with the same hidden values. */
    public String in(Language other) {
        var address = UriComponentsBuilder.newInstance().queryParam("lang", other.tag());
        values.forEach((name, value) -> address.queryParam(name, "{" + name + "}"));
        return address.encode().buildAndExpand(values).toUriString();
    }

    /** Label of the topic from which the visitor came, if the site declares it. */
    public Optional<String> topic() {
        return Optional.ofNullable(language.topics().get(values.getOrDefault("topic", "")));
    }

    public List<Input> inputs() {
        return form.fields().stream().filter(field -> field.kind() != Kind.HIDDEN || asksTopic(field))
                .map(this::input).toList();
    }

    /** Without invalid values: the visitor cannot correct a hidden value, so that every retry would fail. */
    public List<NamedValue> hidden() {
        var kept = form.fields().stream().filter(field -> field.kind() == Kind.HIDDEN)
                .filter(field -> values.containsKey(field.name()) && error(field.name()).isEmpty())
                .map(field -> new NamedValue(field.name(), values.get(field.name())));
        return Stream.concat(kept, carried.stream().filter(value -> error(value.name()).isEmpty())).toList();
    }

    public String message(FieldError error) {
        return error.message(language.texts());
    }

    /** The field's name in the error summary: its label, or the technical name of an undeclared field. */
    public String label(FieldError error) {
        return form.field(error.field()).map(field -> language.label(field.name())).orElse(error.field());
    }

    public boolean isShown(FieldError error) {
        return inputs().stream().anyMatch(input -> input.name().equals(error.field()));
    }

    private boolean asksTopic(Field field) {
        return field.name().equals("topic") && !values.containsKey("topic");
    }

    private Input input(Field field) {
        var value = values.getOrDefault(field.name(), "");
        var label = field.name().equals("consent")
                ? language.texts().get("form.consent")
                : language.label(field.name());
        return new Input(field.name(), field.kind(), control(field), type(field), label, value, error(field.name()),
                AUTOCOMPLETE.get(field.name()), field.required(), options(field, value));
    }

    private String error(String name) {
        return errors.stream().filter(error -> error.field().equals(name)).map(this::message).findFirst()
                .orElse("");
    }

    private static String control(Field field) {
        return switch (field.kind()) {
            case LONG_TEXT -> "textarea";
            case CHOICE, HIDDEN -> "select"; // the topic is the only hidden field that is ever shown
            case CHECKBOX -> "checkbox";
            default -> "input";
        };
    }

    /** Not type number: browsers clear such a field if its value is not a number, so it could not be shown again. */
    private static String type(Field field) {
        return switch (field.kind()) {
            case EMAIL -> "email";
            case PHONE -> "tel";
            case DATE -> "date";
            default -> "text";
        };
    }

    private List<Option> options(Field field, String chosen) {
        return field.kind() == Kind.HIDDEN
                ? options(topics, language.topics()::get, topics.getLast())
                : options(field.choices(), choice -> language.choice(field, choice), chosen);
    }

    private static List<Option> options(List<String> values, Function<String, String> label, String chosen) {
        return values.stream().map(value -> new Option(value, label.apply(value), value.equals(chosen))).toList();
    }
}
