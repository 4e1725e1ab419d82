package org.frontdesk.inquiry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.frontdesk.inquiry.publishing.InquirySubmitted.Value;
import org.frontdesk.inquiry.site.Field;
import org.frontdesk.inquiry.site.Form;
import org.frontdesk.inquiry.site.Kind;
import org.frontdesk.inquiry.site.Language;
import org.frontdesk.inquiry.submission.Submission.Mistake;

import org.springframework.web.util.UriComponentsBuilder;

/** What the form's page shows: the fields to fill in, what is sent along unseen, and the mistakes to mend. */
record FormPage(Language language, Form form, Map<String, String> values, List<Value> along, String trap,
        List<Mistake> mistakes,
        List<String> topics) {

    record Option(String value, String label, boolean selected) {}

    record Input(String name, Kind kind, String control, String type, String label, String value, String error,
            String autocomplete, boolean required, List<Option> options) {
        public String id() {
            return "field-" + name;
        }

        /** Digits and addresses run left to right in every language. */
        public String dir() {
            return kind == Kind.TEXT ? "auto" : "ltr";
        }

        public String inputmode() {
            return kind == Kind.NUMBER ? "decimal" : null;
        }

        /** One of e-mail and phone is needed, as the line above them says. */
        public boolean isOptional() {
            return !required && kind != Kind.HIDDEN && !name.equals("email") && !name.equals("phone");
        }

        /** The texts that a screen reader adds to the label. */
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

    /** The address of this page in another language, with what it was given to send along. */
    public String in(Language other) {
        var address = UriComponentsBuilder.newInstance().queryParam("lang", other.tag());
        values.forEach((name, value) -> address.queryParam(name, "{" + name + "}"));
        return address.encode().buildAndExpand(values).toUriString();
    }

    /** Named by the topic that the visitor came from, if the site knows it. */
    public Optional<String> topic() {
        return Optional.ofNullable(language.topics().get(values.getOrDefault("topic", "")));
    }

    public List<Input> inputs() {
        return form.fields().stream().filter(field -> field.kind() != Kind.HIDDEN || asksTopic(field))
                .map(this::input).toList();
    }

    /** A hidden value that was refused is left out: the visitor cannot mend it, and would be refused for ever. */
    public List<Value> hidden() {
        var kept = form.fields().stream().filter(field -> field.kind() == Kind.HIDDEN)
                .filter(field -> values.containsKey(field.name()) && error(field.name()).isEmpty())
                .map(field -> new Value(field.name(), values.get(field.name())));
        return Stream.concat(kept, along.stream().filter(value -> error(value.name()).isEmpty())).toList();
    }

    public String message(Mistake mistake) {
        return mistake.message(language.texts());
    }

    /** What a mistake in the summary is called; hidden fields and strangers' by their name. */
    public String label(Mistake mistake) {
        return form.field(mistake.field()).map(field -> language.label(field.name())).orElse(mistake.field());
    }

    public boolean isShown(Mistake mistake) {
        return inputs().stream().anyMatch(input -> input.name().equals(mistake.field()));
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
        return mistakes.stream().filter(mistake -> mistake.field().equals(name)).map(this::message).findFirst()
                .orElse("");
    }

    private static String control(Field field) {
        return switch (field.kind()) {
            case LONG_TEXT -> "textarea";
            case CHOICE, HIDDEN -> "select"; // of the hidden ones, only the topic is ever asked for
            case CHECKBOX -> "checkbox";
            default -> "input";
        };
    }

    /** Never number, whose field goes blank when what was typed is no number, so that it could not be shown again. */
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
