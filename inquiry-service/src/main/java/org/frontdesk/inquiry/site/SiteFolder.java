package org.frontdesk.inquiry.site;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.frontdesk.inquiry.site.SiteFiles.FormEntry;
import org.frontdesk.inquiry.site.SiteFiles.LanguageFile;
import org.frontdesk.inquiry.site.SiteFiles.SiteFile;

/** Makes the site from its folder; whoever holds a {@link Site} holds one without mistakes. */
public class SiteFolder {
    private final SiteMistakes mistakes;
    private final SiteFiles files;
    private final SiteFile site;
    private final Map<String, Form> forms = new LinkedHashMap<>();

    private SiteFolder(SiteMistakes mistakes, SiteFiles files, SiteFile site) {
        this.mistakes = mistakes;
        this.files = files;
        this.site = site;
    }

    /** @throws SetupMistake with a line for each mistake, naming file, line, key and what was expected there */
    public static Site read(Path folder) {
        var mistakes = new SiteMistakes(folder);
        var files = new SiteFiles(folder, mistakes);
        var site = files.site();
        site.ifPresent(new SiteChecks(mistakes)::check);
        mistakes.throwIfAny();
        return new SiteFolder(mistakes, files, site.orElseThrow()).site();
    }

    private Site site() {
        site.forms().forEach((name, entry) -> forms.put(name, form(name, entry)));
        var languages = new LinkedHashMap<String, Language>();
        site.languages().keySet().forEach(tag -> language(tag).ifPresent(language -> languages.put(tag, language)));
        mistakes.throwIfAny();
        return new Site(site.name(), site.address(), languages.get(site.language()), languages, site.topics(),
                orEmpty(site.origins()), forms);
    }

    private static Form form(String name, FormEntry entry) {
        return entry == null
                ? Form.of(name, List.of(), List.of())
                : Form.of(name, orEmpty(entry.fields()), orEmpty(entry.next()));
    }

    private Optional<Language> language(String tag) {
        return files.language(tag).flatMap(file -> {
            var texts = Texts.of(tag, sameLanguage(tag).flatMap(this::textsOf).toList());
            return new LanguageChecks(tag, file, mistakes).hold(site.topics(), forms.values(), texts)
                    ? Optional.of(language(tag, file, texts))
                    : Optional.empty();
        });
    }

    private static Language language(String tag, LanguageFile file, Texts texts) {
        return new Language(tag, file.name(), file.clinic(), file.phones(), file.topics(), orEmpty(file.fields()),
                orEmpty(file.choices()), texts.filledIn("clinic", file.clinic()));
    }

    /**
     * The tag and those declared fallbacks that are the same language in the same script, such as en for en-GB. Another
     * language's text never stands in: a visitor would be shown a sentence that they cannot read, so that a gap stops
     * the start.
     */
    private Stream<String> sameLanguage(String tag) {
        var entry = site.languages().get(tag);
        var fallbacks = entry == null ? List.<String>of() : orEmpty(entry.fallback());
        return Stream.concat(Stream.of(tag), fallbacks.stream().filter(other -> written(other).equals(written(tag))));
    }

    private Stream<Map<String, String>> textsOf(String tag) {
        return Stream.of(files.language(tag).map(LanguageFile::texts).orElse(Map.of()), Texts.builtIn(tag));
    }

    private static String written(String tag) {
        var locale = Locale.forLanguageTag(tag);
        return locale.getLanguage() + "-" + locale.getScript();
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }

    private static <V> Map<String, V> orEmpty(Map<String, V> map) {
        return map == null ? Map.of() : map;
    }
}
