package org.frontdesk.inquiry.site;

import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.frontdesk.inquiry.site.SiteFiles.FormEntry;
import org.frontdesk.inquiry.site.SiteFiles.LanguageEntry;
import org.frontdesk.inquiry.site.SiteFiles.SiteFile;

/** What this service expects of site.yml. */
public record SiteChecks(SiteMistakes mistakes) {
    private static final String SLUG = "[a-z0-9]+(-[a-z0-9]+)*";
    private static final String SLUG_WORDS = "lower-case letters, digits and hyphens, at most 64";

    public static boolean isSlug(String text) {
        return text.length() <= 64 && text.matches(SLUG);
    }

    void check(SiteFile site) {
        need(isText(site.name()), "name", "a text");
        need(isWebAddress(site.address()), "address", "the site's address, such as https://www.example.org");
        var languages = site.languages() == null ? Map.<String, LanguageEntry>of() : site.languages();
        need(!languages.isEmpty(), "languages", "at least one language, such as en: {}");
        languages.forEach((tag, entry) -> check(tag, entry, languages.keySet()));
        need(site.language() != null && languages.containsKey(site.language()), "language",
                "one of " + String.join(", ", languages.keySet()));
        need(site.topics() != null && !site.topics().isEmpty(), "topics",
                "at least one topic; the last is for whatever fits no other");
        each(site.topics(), "topics", SiteChecks::isSlug, "topics of " + SLUG_WORDS);
        each(site.origins(), "origins", SiteChecks::isOrigin, "an origin without a path: https://www.example.org");
        if (need(site.forms() != null && !site.forms().isEmpty(), "forms", "at least one form, such as contact: {}")) {
            site.forms().forEach(this::check);
        }
    }

    private void check(String tag, LanguageEntry entry, Collection<String> declared) {
        need(isTag(tag), "languages." + tag, "the tag of a language as in BCP 47, such as uk or pt-BR");
        each(entry == null ? null : entry.fallback(), "languages." + tag + ".fallback", declared::contains,
                "languages declared here");
    }

    private void check(String form, FormEntry entry) {
        var key = "forms." + form;
        need(isSlug(form), key, "a name of " + SLUG_WORDS);
        if (entry != null) {
            each(entry.next(), key + ".next", SiteChecks::isWebAddress,
                    "a whole address: https://www.example.org/thanks");
            checkFields(Optional.ofNullable(entry.fields()).orElse(List.of()), key + ".fields");
        }
    }

    private void checkFields(List<Field> fields, String key) {
        var seen = new HashSet<>(Form.TAKEN);
        for (int i = 0; i < fields.size(); i++) {
            var at = key + "[" + i + "]";
            var field = fields.get(i);
            if (need(field != null && field.name() != null && isSlug(field.name()), at + ".name",
                    "a name of " + SLUG_WORDS)) {
                need(seen.add(field.name()), at + ".name", "a name that is not taken, unlike " + field.name());
                check(field, at);
            }
        }
    }

    private void check(Field field, String at) {
        var isNumber = field.kind() == Kind.NUMBER;
        var isChoice = field.kind() == Kind.CHOICE;
        need(isNumber || field.min() == null, at + ".min", "none, for only kind number has it");
        need(isNumber || field.max() == null, at + ".max", "none, for only kind number has it");
        need(field.min() == null || field.max() == null || field.min().compareTo(field.max()) <= 0, at + ".max",
                "at least min, " + field.min());
        need(isChoice != field.choices().isEmpty(), at + ".choices", isChoice
                ? "a list in [ ]"
                : "none, for only kind choice has them");
        each(field.choices(), at + ".choices", SiteChecks::isText, "a text");
        need(field.maxLength() >= 1 && field.maxLength() <= Field.LONGEST, at + ".maxLength",
                "1 to " + Field.LONGEST);
    }

    private void each(List<String> values, String key, Predicate<String> right, String expected) {
        if (values != null) {
            values.forEach(value -> need(value != null && right.test(value), key, expected + ", not " + value));
        }
    }

    private boolean need(boolean right, String key, String expected) {
        return mistakes.need(right, "site.yml", key, expected);
    }

    static boolean isText(String text) {
        return text != null && !text.isBlank();
    }

    private static boolean isWebAddress(String text) {
        return text != null && text.matches("https?://[^/?#\\s;,'\"]+([/?#]\\S*)?") && isUri(text);
    }

    static boolean isOrigin(String text) {
        return isWebAddress(text) && text.matches("https?://[^/?#]+");
    }

    private static boolean isTag(String text) {
        return text.matches("[a-z]{2,3}(-.+)?") && Locale.forLanguageTag(text).toLanguageTag().equals(text);
    }

    private static boolean isUri(String text) {
        try {
            return URI.create(text).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
