package org.frontdesk.inquiry.site;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A form: what every form has, and between message and consent what this one declares.
 *
 * @param next addresses that a plain HTML form may be sent on to, letter for letter
 */
public record Form(String name, List<Field> fields, List<String> next) {
    private static final List<Field> FIRST = List.of(
            Field.of("name", Kind.TEXT, 200),
            Field.of("email", Kind.EMAIL, 254),
            Field.of("phone", Kind.PHONE, 40),
            Field.of("message", Kind.LONG_TEXT, Field.LONGEST).asRequired());
    private static final List<Field> LAST = List.of(
            Field.of("language", Kind.HIDDEN, 1_000),
            Field.of("topic", Kind.HIDDEN, 1_000),
            Field.of("page", Kind.HIDDEN, 2_000),
            Field.of("consent", Kind.CHECKBOX, 1_000).asRequired());

    /** Names that a site cannot give to fields of its own; the last two are read from an HTML form. */
    static final Set<String> TAKEN = Set.of("name", "email", "phone", "message", "language", "topic", "page",
            "consent", "next", "_token");

    public static Form of(String name, List<Field> own, List<String> next) {
        return new Form(name, Stream.of(FIRST, own, LAST).flatMap(List::stream).toList(), List.copyOf(next));
    }

    public Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /** Those that travel as the event's fields; the others have members of their own there. */
    public List<Field> published() {
        return fields.stream().filter(field -> !LAST.contains(field)).toList();
    }

    List<Field> own() {
        return fields.stream().filter(field -> !TAKEN.contains(field.name())).toList();
    }
}
