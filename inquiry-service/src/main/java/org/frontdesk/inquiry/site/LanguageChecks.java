package org.frontdesk.inquiry.site;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.frontdesk.inquiry.site.SiteFiles.LanguageFile;

/** What this service expects of languages/&lt;tag&gt;.yml: nothing that a visitor would miss in that language. */
class LanguageChecks {
    /** The texts whose keys begin so are this service's; a site's file holds those of the others too. */
    private static final String OWN = "form.";
    static final List<String> OTHERS = List.of("alert.", "answer.", "content.", "digest.", "example.", "field.",
            "mail.",
            "reply.", "spam.");
    private static final Map<String, String> ENGLISH = Texts.builtIn("en");

    private final String tag;
    private final LanguageFile file;
    private final SiteMistakes mistakes;
    private boolean holds = true;

    LanguageChecks(String tag, LanguageFile file, SiteMistakes mistakes) {
        this.tag = tag;
        this.file = file;
        this.mistakes = mistakes;
    }

    /** @param texts the site's own and those built in */
    boolean hold(List<String> topics, Collection<Form> forms, Texts texts) {
        needText(file.name(), "name");
        needText(file.clinic(), "clinic");
        checkPhones();
        checkLabels("topics", topics, file.topics());
        var fields = forms.stream().flatMap(form -> form.own().stream()).distinct().toList();
        checkLabels("fields", fields.stream().filter(field -> field.kind() != Kind.HIDDEN).map(Field::name).toList(),
                file.fields());
        checkChoices(fields.stream().filter(field -> field.kind() == Kind.CHOICE)
                .collect(Collectors.toMap(Field::name, Function.identity(), (one, _) -> one)));
        new TreeSet<>(ENGLISH.keySet()).forEach(key -> check(key, texts.find(key).orElse("")));
        checkKeys();
        return holds;
    }

    private void checkPhones() {
        var phones = file.phones() == null ? List.<Language.Phone>of() : file.phones();
        need(!phones.isEmpty(), "phones", "at least one phone line");
        for (int i = 0; i < phones.size(); i++) {
            var number = phones.get(i) == null ? null : phones.get(i).number();
            need(number != null && number.matches("(?!.*\\(0\\))\\+?[\\d ()/.-]{3,40}"), "phones[" + i + "].number",
                    "a number such as +44 20 7946 0018, without (0)");
        }
    }

    /** Each has its label, and no label is for what does not exist. */
    private void checkLabels(String key, Collection<String> needed, Map<String, ?> labels) {
        var given = labels == null ? Map.<String, Object>of() : labels;
        needed.forEach(name -> needText(given.get(name), key + "." + name));
        given.keySet().forEach(name -> need(needed.contains(name), key + "." + name, needed.isEmpty()
                ? "no such key, for there are no " + key + " that need it"
                : "one of the " + key + " " + String.join(", ", needed)));
    }

    private void checkChoices(Map<String, Field> choiceFields) {
        var choices = file.choices() == null ? Map.<String, Map<String, String>>of() : file.choices();
        choices.keySet().stream().filter(name -> !choiceFields.containsKey(name))
                .forEach(name -> checkLabels("choices", Set.of(), Map.of(name, "")));
        choiceFields.forEach((name, field) -> checkLabels("choices." + name, field.choices(), choices.get(name)));
    }

    private void check(String key, String text) {
        if (need(!text.isBlank(), "texts." + key, "what this says in English: " + ENGLISH.get(key))) {
            Placeholders.mistake(text, ENGLISH.get(key), Locale.forLanguageTag(tag))
                    .ifPresent(expected -> need(false, "texts." + key, expected));
        }
    }

    private void checkKeys() {
        var known = Set.copyOf(OTHERS);
        for (var key : new TreeSet<>(file.texts() == null ? Set.of() : file.texts().keySet())) {
            need(ENGLISH.containsKey(key) || known.stream().anyMatch(key::startsWith), "texts." + key,
                    key.startsWith(OWN)
                            ? "a key that this service knows, such as " + nearest(key)
                            : "a key that begins with " + OWN + " or one of " + String.join(", ", OTHERS));
        }
    }

    /** Most slips of the pen are near the end. */
    private static String nearest(String key) {
        return ENGLISH.keySet().stream().sorted().max(Comparator.comparing(known -> IntStream
                .range(0, Math.min(key.length(), known.length()))
                .takeWhile(i -> key.charAt(i) == known.charAt(i)).count())).orElseThrow();
    }

    private void needText(Object text, String key) {
        need(text instanceof String string && SiteChecks.isText(string), key, "a text");
    }

    private boolean need(boolean right, String key, String expected) {
        holds &= right;
        return mistakes.need(right, SiteFiles.name(tag), key, expected);
    }
}
