package org.frontdesk.inquiry.site;

import java.lang.Character.UnicodeScript;
import java.text.Bidi;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A language of the site, with all that the site and this service say in it. */
public record Language(String tag, String name, String clinic, List<Phone> phones, Map<String, String> topics,
        Map<String, String> fields, Map<String, Map<String, String>> choices, Texts texts) {

    /** @param languages spoken on that line; none given means all */
    public record Phone(String number, List<String> languages) {
        public Phone {
            languages = languages == null ? List.of() : List.copyOf(languages);
        }

        boolean speaks(String tag) {
            return languages.isEmpty() || languages.contains(tag);
        }

        public String dialled() {
            return number.replaceAll("[^+\\d]", "");
        }
    }

    /** The base direction of the language's own name (Unicode UAX #9, P2 and P3): no table of languages to keep. */
    public String dir() {
        return new Bidi(name, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight() ? "ltr" : "rtl";
    }

    public Optional<UnicodeScript> script() {
        return script(name);
    }

    /** The script that most letters of a text are in. */
    public static Optional<UnicodeScript> script(String text) {
        return text.codePoints().filter(Character::isLetter).mapToObj(UnicodeScript::of)
                .filter(script -> script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED)
                .collect(Collectors.groupingBy(script -> script, Collectors.counting())).entrySet().stream()
                .max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    public String label(String field) {
        return Optional.ofNullable(fields.get(field)).orElseGet(() -> texts.get("form.label." + field));
    }

    public String choice(Field field, String choice) {
        return choices.getOrDefault(field.name(), Map.of()).getOrDefault(choice, choice);
    }

    /** The lines where this language is spoken; all of them if it is on none. */
    public List<Phone> lines() {
        var lines = phones.stream().filter(phone -> phone.speaks(tag)).toList();
        return lines.isEmpty() ? phones : lines;
    }
}
