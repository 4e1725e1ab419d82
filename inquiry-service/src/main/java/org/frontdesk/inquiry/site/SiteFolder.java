package org.frontdesk.inquiry.site;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.frontdesk.inquiry.site.SiteFiles.FormEntry;
import org.frontdesk.inquiry.site.SiteFiles.LanguageFile;
import org.frontdesk.inquiry.site.SiteFiles.SiteFile;

/** Makes the site from its folder; whoever holds a {@link Site} holds one without mistakes. */
public class SiteFolder {
    private final Path folder;
    private final SiteFile site;
    private final Map<String, Form> forms = new LinkedHashMap<>();
    private final Map<String, Language> languages = new LinkedHashMap<>();

    private SiteFolder(Path folder, SiteFile site) {
        this.folder = folder;
        this.site = site;
    }

    /** @throws SetupMistake naming file, key and what was expected there */
    public static Site read(Path folder) {
        var file = folder.resolve("site.yml");
        var site = SiteFiles.read(file, SiteFile.class);
        new SiteChecks(file).check(site);
        return new SiteFolder(folder, site).site();
    }

    private Site site() {
        site.forms().forEach((name, entry) -> forms.put(name, form(name, entry)));
        site.languages().keySet().forEach(tag -> languages.put(tag, language(tag)));
        return new Site(site.name(), site.address(), languages.get(site.language()), languages, site.topics(),
                orEmpty(site.origins()), forms);
    }

    private static Form form(String name, FormEntry entry) {
        return entry == null
                ? Form.of(name, List.of(), List.of())
                : Form.of(name, orEmpty(entry.fields()), orEmpty(entry.next()));
    }

    private Language language(String tag) {
        var path = path(tag);
        var file = SiteFiles.read(path, LanguageFile.class);
        var texts = Texts.of(sameLanguage(tag).flatMap(this::textsOf).toList());
        new LanguageChecks(path, file).check(site.topics(), forms.values(), texts);
        return new Language(tag, file.name(), file.clinic(), file.phones(), file.topics(), orEmpty(file.fields()),
                orEmpty(file.choices()), texts.filledIn("clinic", file.clinic()));
    }

    /**
     * The tag and those declared fallbacks that are the same language, such as en for en-GB. Another language's text
     * never stands in: a visitor would be shown a sentence that they cannot read, so that a gap stops the start.
     */
    private Stream<String> sameLanguage(String tag) {
        var entry = site.languages().get(tag);
        var fallbacks = entry == null ? List.<String>of() : orEmpty(entry.fallback());
        return Stream.concat(Stream.of(tag), fallbacks.stream().filter(other -> primary(other).equals(primary(tag))));
    }

    private Stream<Map<String, String>> textsOf(String tag) {
        var overrides = orEmpty(SiteFiles.read(path(tag), LanguageFile.class).texts());
        return Stream.of(overrides, Texts.builtIn(tag));
    }

    private Path path(String tag) {
        return folder.resolve("languages").resolve(tag + ".yml");
    }

    private static String primary(String tag) {
        return tag.split("-", 2)[0];
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }

    private static <V> Map<String, V> orEmpty(Map<String, V> map) {
        return map == null ? Map.of() : map;
    }
}
