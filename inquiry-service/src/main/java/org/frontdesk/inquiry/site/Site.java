package org.frontdesk.inquiry.site;

import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /** The declared language that serves readers of a tag, such as uk for uk-UA; none for what is no tag. */
    public Optional<Language> match(String tag) {
        return LanguageTags.serving(tag == null ? "" : tag.strip()).map(languages::get).filter(Objects::nonNull)
                .findFirst();
    }
}
