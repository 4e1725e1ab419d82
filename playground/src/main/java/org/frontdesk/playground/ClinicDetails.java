package org.frontdesk.playground;

import java.nio.file.Path;
import java.text.Bidi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The clinic's name, address and phone numbers from the site folder: the website shows them even if every service is
 * down. The services validate the folder; here it is only read.
 *
 * @param language the tag of the default language
 * @param languages by tag, in the order of {@code site.yml}
 */
record ClinicDetails(String language, Map<String, Language> languages) {
    private static final YAMLMapper YAML = new YAMLMapper();

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record SiteFile(String language, LinkedHashMap<String, Object> languages) {}

    /** @param name of the language in itself */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Language(String name, String clinic, String place, String hours, List<Phone> phones) {
        String direction() {
            return new Bidi(name, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight() ? "ltr" : "rtl";
        }
    }

    record Phone(String number, List<String> languages) {
        String dialled() {
            return number.replaceAll("[^+\\d]", "");
        }

        /** The languages spoken there, by their names in the visitor's language. */
        String spoken(String visitor) {
            var locale = Locale.forLanguageTag(visitor);
            return languages.stream().map(tag -> Locale.forLanguageTag(tag).getDisplayName(locale))
                    .collect(Collectors.joining(locale.getLanguage().equals("ar") ? "، " : ", "));
        }
    }

    static ClinicDetails in(Path folder) {
        SiteFile site = read(folder.resolve("site.yml"), SiteFile.class);
        Map<String, Language> languages = new LinkedHashMap<>();
        site.languages().keySet()
                .forEach(tag -> languages.put(tag, read(folder.resolve("languages", tag + ".yml"), Language.class)));
        return new ClinicDetails(site.language(), languages);
    }

    /** Without the languages that do not match; the default language stays. */
    ClinicDetails in(Predicate<String> languages) {
        Map<String, Language> left = new LinkedHashMap<>(this.languages);
        left.keySet().removeIf(tag -> !tag.equals(language) && !languages.test(tag));
        return new ClinicDetails(language, left);
    }

    /** The first of the site's languages that the header asks for (RFC 9110, 12.5.4), else the default. */
    String preferred(String acceptLanguage) {
        try {
            return Locale.LanguageRange.parse(acceptLanguage).stream().filter(range -> range.getWeight() > 0)
                    .map(range -> Locale.forLanguageTag(range.getRange()))
                    .flatMap(asked -> List.of(asked.toLanguageTag(), asked.getLanguage()).stream())
                    .filter(languages::containsKey).findFirst().orElse(language);
        } catch (IllegalArgumentException malformed) {
            return language;
        }
    }

    private static <T> T read(Path file, Class<T> type) {
        try {
            return YAML.readValue(file, type);
        } catch (JacksonException e) {
            throw new StartFailed("The website cannot read " + file + ": " + e.getOriginalMessage(), e);
        }
    }
}
