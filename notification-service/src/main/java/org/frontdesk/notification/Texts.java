package org.frontdesk.notification;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.context.support.AbstractMessageSource;

/**
 * The words of the mails by language: the site's own where it has them, else those built in. Another language's text
 * never stands in, but for a declared fallback that is the same language, as zh is of zh-Hant: a visitor would be sent a
 * sentence that they cannot read. In templates it serves {@code #{…}}; a text with values is asked for by
 * {@link #say(Locale, String, Map)}.
 */
public class Texts extends AbstractMessageSource {
    private static final Map<String, String> ENGLISH = builtIn("en");

    private final Site site;
    private final Map<String, Map<String, TextPattern>> byLanguage = new HashMap<>();
    private final List<String> mistakes = new ArrayList<>();

    /** @throws SiteMistakes where a declared language lacks a text, or the site has one that could not be filled in */
    Texts(Site site) {
        this.site = site;
        var english = patterns("en", ENGLISH, "messages_en.properties, ");
        site.languages().forEach((tag, language) -> byLanguage.put(tag, own(tag, language, english)));
        if (mistakes.isEmpty()) {
            site.languages().keySet().forEach(this::expectAll);
        }
        if (!mistakes.isEmpty()) {
            throw new SiteMistakes(mistakes);
        }
    }

    /** @throws IllegalArgumentException where there is no such text */
    public String say(Locale language, String key, Map<String, ?> values) {
        return find(language, key).orElseThrow(() -> new IllegalArgumentException("No text " + key)).with(values);
    }

    public String say(Locale language, String key) {
        return say(language, key, Map.of());
    }

    @Override
    protected MessageFormat resolveCode(String code, Locale locale) {
        return null; // positions are no names; say() fills in
    }

    @Override
    protected String resolveCodeWithoutArguments(String code, Locale locale) {
        return find(locale, code).map(text -> text.with(Map.of())).orElse(null);
    }

    private Optional<TextPattern> find(Locale language, String key) {
        return sameLanguage(site.declared(language.toLanguageTag())).map(tag -> byLanguage.get(tag).get(key))
                .filter(Objects::nonNull).findFirst();
    }

    private Stream<String> sameLanguage(String tag) {
        return Stream.concat(Stream.of(tag), site.languages().get(tag).fallback().stream()
                .filter(other -> primary(other).equals(primary(tag))));
    }

    private Map<String, TextPattern> own(String tag, Site.Language language, Map<String, TextPattern> english) {
        var texts = patterns(tag, builtIn(tag), "messages_" + tag + ".properties, ");
        texts.putAll(patterns(tag, overrides(tag, language), "languages/" + tag + ".yml, texts."));
        texts.forEach((key, text) -> text.mistakes(english.get(key))
                .forEach(mistake -> mistakes.add("languages/" + tag + ".yml, texts." + key + ": " + mistake)));
        return texts;
    }

    /** Those of this service, by what its keys begin with; the file holds the other services' too. */
    private Map<String, String> overrides(String tag, Site.Language language) {
        var families = ENGLISH.keySet().stream().map(Texts::family).collect(Collectors.toSet());
        var overrides = new TreeMap<>(language.texts());
        overrides.keySet().removeIf(key -> !families.contains(family(key)));
        overrides.keySet().stream().filter(key -> !ENGLISH.containsKey(key)).forEach(key -> mistakes
                .add("languages/" + tag + ".yml, texts." + key + ": nobody reads this key; is it misspelt?"));
        overrides.keySet().retainAll(ENGLISH.keySet());
        return overrides;
    }

    private Map<String, TextPattern> patterns(String tag, Map<String, String> texts, String where) {
        var patterns = new HashMap<String, TextPattern>();
        texts.forEach((key, text) -> {
            try {
                patterns.put(key, new TextPattern(text, tag));
            } catch (IllegalArgumentException e) {
                mistakes.add(where + key + ": expected each { to be closed by }, and plurals as in "
                        + "{days, plural, one {# day} other {# days}}");
            }
        });
        return patterns;
    }

    private void expectAll(String tag) {
        var locale = Locale.forLanguageTag(tag);
        new TreeMap<>(ENGLISH).forEach((key, english) -> {
            if (find(locale, key).isEmpty()) {
                mistakes.add("languages/" + tag + ".yml, texts." + key + ": expected a text; in English: " + english);
            }
        });
    }

    private static String family(String key) {
        return key.replaceFirst("\\..*", "");
    }

    private static String primary(String tag) {
        return tag.split("-", 2)[0];
    }

    private static Map<String, String> builtIn(String tag) {
        var texts = new HashMap<String, String>();
        try (var in = Texts.class.getResourceAsStream("/messages_" + tag + ".properties")) {
            if (in != null) {
                var properties = new Properties();
                properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
                properties.stringPropertyNames().forEach(code -> texts.put(code, properties.getProperty(code)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
