package org.frontdesk.inquiry.site;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.frontdesk.inquiry.site.SiteFiles.LanguageFile;

/** What this service expects of languages/&lt;tag&gt;.yml: nothing that a visitor would miss in that language. */
record LanguageChecks(Path path, LanguageFile file) {
    /** The texts whose keys begin so are this service's; a site's file holds those of the others too. */
    private static final String OWN = "form.";
    private static final Map<String, String> NEEDED = Texts.builtIn("en");

    void check(List<String> topics, Collection<Form> forms, Texts texts) {
        need(file != null, "the file", "keys with values");
        needText(file.name(), "name", "the language's own name");
        needText(file.clinic(), "clinic", "the clinic's name in this language");
        need(file.phones() != null && !file.phones().isEmpty(), "phones", "at least one phone line");
        file.phones().forEach(phone -> need(phone != null && phone.number() != null
                && phone.number().matches("\\+?[\\d ()/.-]{3,40}"), "phones",
                "number: digits, such as +44 20 7946 0018"));
        topics.forEach(topic -> needText(in(file.topics(), topic), "topics." + topic, "its label"));
        forms.stream().flatMap(form -> form.own().stream()).forEach(this::checkLabels);
        checkTexts(texts);
    }

    private void checkLabels(Field field) {
        if (field.kind() != Kind.HIDDEN) {
            needText(in(file.fields(), field.name()), "fields." + field.name(), "its label");
        }
        var labels = in(file.choices(), field.name());
        field.choices().forEach(choice -> needText(in(labels, choice), "choices." + field.name() + "." + choice,
                "its label"));
    }

    private void checkTexts(Texts texts) {
        new TreeSet<>(NEEDED.keySet()).forEach(key -> needText(texts.find(key).orElse(null), "texts." + key,
                "what this says in English: " + NEEDED.get(key)));
        texts.byKey().keySet().stream().filter(key -> key.startsWith(OWN)).forEach(key -> need(
                NEEDED.containsKey(key), "texts." + key, "no such key; those beginning with " + OWN + " are known"));
    }

    private void needText(String text, String key, String expected) {
        need(text != null && !text.isBlank(), key, expected);
    }

    private void need(boolean right, String key, String expected) {
        if (!right) {
            throw SetupMistake.at(path, key, expected);
        }
    }

    private static <V> V in(Map<String, V> map, String key) {
        return map == null ? null : map.get(key);
    }
}
