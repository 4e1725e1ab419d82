package org.frontdesk.inquiry.site;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** This service's view of the site's folder: languages, topics and forms, in the order of site.yml. */
public record Site(String name, String address, Language standard, Map<String, Language> languages, List<String> topics,
        List<String> origins, Map<String, Form> forms) {

    /** @param more origins from the environment (FRONTDESK_ORIGINS), in the form that site.yml has them */
    public Site with(List<String> more) {
        more.stream().filter(origin -> !SiteChecks.isOrigin(origin)).findFirst().ifPresent(origin -> {
            throw SetupMistake.at("FRONTDESK_ORIGINS", origin, "an origin without a path: https://www.example.org");
        });
        return new Site(name, address, standard, languages, topics,
                Stream.concat(origins.stream(), more.stream()).distinct().toList(), forms);
    }

    public Optional<Form> form(String name) {
        return Optional.ofNullable(forms.get(name));
    }

    /**
     * The declared language for a tag: itself, else what is left of it when cut from the end (RFC 4647, 3.4), so
     * that uk-UA finds uk. Nothing is guessed: Java and ICU would answer be with ru, and zh-TW with zh-CN.
     */
    public Optional<Language> match(String tag) {
        for (var rest = tag == null ? "" : tag.strip(); !rest.isEmpty(); rest = cut(rest)) {
            for (var language : languages.values()) {
                if (language.tag().equalsIgnoreCase(rest)) {
                    return Optional.of(language);
                }
            }
        }
        return Optional.empty();
    }

    private static String cut(String tag) {
        return tag.substring(0, Math.max(0, tag.lastIndexOf('-')));
    }
}
