package org.frontdesk.content.site;

import java.net.URI;
import java.text.Bidi;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What this service needs of {@code site.yml} and {@code languages/}.
 *
 * @param language the tag of the default language
 * @param languages by tag, in the order of {@code site.yml}
 */
public record Site(String name, URI address, ZoneId zone, String language, Map<String, Language> languages,
        List<String> topics) {
    /** Regions that write Chinese in another script than the language alone means: zh is no answer to zh-TW. */
    private static final Set<String> TRADITIONAL = Set.of("TW", "HK", "MO");

    /**
     * @param name of the language in itself
     * @param fallback the languages that stand in for this one, in order
     * @param topics labels by topic
     * @param texts this service's own sentences
     */
    public record Language(String tag, String name, List<String> fallback, String clinic, String place, String hours,
            List<Phone> phones, Map<String, String> topics, Map<String, String> texts) {
        /** {@code rtl} or {@code ltr}, by the language's own name: no table of languages to keep. */
        public String direction() {
            return new Bidi(name, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight() ? "ltr" : "rtl";
        }

        /** The languages to look in, in order. */
        public List<String> chain() {
            return Stream.concat(Stream.of(tag), fallback.stream()).toList();
        }
    }

    public record Phone(String number, List<String> languages) {}

    public Site {
        languages = Collections.unmodifiableMap(new LinkedHashMap<>(languages)); // Map.copyOf would lose the order
    }

    /** The same site where another address shows it, as a test or a demonstration does. */
    public Site at(URI other) {
        return new Site(name, other, zone, language, languages, topics);
    }

    public Language defaultLanguage() {
        return languages.get(language);
    }

    /**
     * The declared language that serves readers of {@code asked}: itself or, as in the lookup of RFC 4647, section 3.4,
     * without its region. A script is never dropped, and Chinese has that of its region. Neither JDK's nor ICU's matcher
     * is asked: they answer Belarusian with Russian.
     */
    public Optional<Language> declared(Locale asked) {
        Locale written = written(asked);
        boolean plain = written.getScript().isEmpty() || written.getScript().equals("Hans");
        return Stream.of(asked.toLanguageTag(), written.toLanguageTag(),
                tag(written.getLanguage(), written.getScript()),
                plain ? tag(written.getLanguage(), "") : "").map(languages::get).filter(Objects::nonNull).findFirst();
    }

    private static Locale written(Locale asked) {
        boolean chinese = asked.getLanguage().equals("zh") && asked.getScript().isEmpty();
        String script = TRADITIONAL.contains(asked.getCountry()) ? "Hant" : "Hans";
        return chinese ? new Locale.Builder().setLocale(asked).setScript(script).build() : asked;
    }

    private static String tag(String language, String script) {
        return new Locale.Builder().setLanguage(language).setScript(script).build().toLanguageTag();
    }
}
