package org.frontdesk.notification.site;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.springframework.context.support.AbstractMessageSource;

/**
 * The texts of mails by language: the site's own, otherwise the built-in ones. Texts of another language are never
 * used, because the visitor could not read them, except from a declared fallback in the same language, such as zh-Hant
 * for zh-Hant-HK. In templates it serves {@code #{…}}; texts with values come from {@link #say(Locale, String, Map)}.
 */
public class Texts extends AbstractMessageSource {
    private static final Map<String, String> ENGLISH = builtIn("en");

    private static final List<String> OTHERS = List.of("content.", "form.");

    private final Site site;
    private final Map<String, Map<String, TextPattern>> byLanguage = new HashMap<>();
    private final SiteProblems problems;

    /** @throws InvalidSite if a declared language lacks a text, or a text of the site has invalid placeholders */
    Texts(Site site, Path folder) {
        this.site = site;
        problems = new SiteProblems(folder);
        site.languages().forEach((tag, language) -> byLanguage.put(tag, own(tag, language)));
        site.languages().keySet().forEach(this::expectAll);
        problems.throwIfAny();
    }

    /** @throws IllegalArgumentException if there is no such text */
    public String say(Locale language, String key, Map<String, ?> values) {
        return find(language, key).orElseThrow(() -> new IllegalArgumentException("No text " + key)).with(values);
    }

    public String say(Locale language, String key) {
        return say(language, key, Map.of());
    }

    @Override
    protected MessageFormat resolveCode(String code, Locale locale) {
        return null; // placeholders are names, not positions: see say()
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
                .filter(other -> languageAndScript(other).equals(languageAndScript(tag))));
    }

    private Map<String, TextPattern> own(String tag, Site.Language language) {
        checkKeys(tag, language);
        var texts = builtIn(tag);
        texts.putAll(language.texts());
        texts.keySet().retainAll(ENGLISH.keySet());
        var patterns = new HashMap<String, TextPattern>();
        texts.forEach((key, text) -> pattern(tag, key, text).ifPresent(pattern -> patterns.put(key, pattern)));
        return patterns;
    }

    /** The file also contains the other services' texts, distinguished by the prefix of their keys. */
    private void checkKeys(String tag, Site.Language language) {
        var own = ENGLISH.keySet().stream().map(key -> key.replaceFirst("\\..*", ".")).collect(Collectors.toSet());
        new TreeMap<>(language.texts()).keySet().forEach(key -> {
            var isOwn = own.stream().anyMatch(key::startsWith);
            expect(ENGLISH.containsKey(key) || !isOwn && OTHERS.stream().anyMatch(key::startsWith), tag, key, isOwn
                    ? "a key that this service knows, such as " + nearest(key)
                    : "a key that begins with one of "
                            + Stream.concat(own.stream(), OTHERS.stream()).sorted().collect(Collectors.joining(", ")));
        });
    }

    /** Most typos are near the end. */
    private static String nearest(String key) {
        return ENGLISH.keySet().stream().sorted().max(Comparator.comparing(known -> IntStream
                .range(0, Math.min(key.length(), known.length()))
                .takeWhile(i -> key.charAt(i) == known.charAt(i)).count())).orElseThrow();
    }

    private Optional<TextPattern> pattern(String tag, String key, String text) {
        var english = ENGLISH.get(key);
        try {
            var pattern = new TextPattern(text == null ? "" : text, tag);
            pattern.problem(new TextPattern(english, "en"))
                    .ifPresent(expected -> expect(false, tag, key, expected + ", as in English: " + english));
            return Optional.of(pattern);
        } catch (IllegalArgumentException e) {
            expect(false, tag, key, "each { to be closed by a }"
                    + (english.contains(", plural,") ? ", and a form for other" : "") + ", as in English: " + english);
            return Optional.of(new TextPattern(english, tag)); // so that it is not reported as missing too
        }
    }

    private void expectAll(String tag) {
        var locale = Locale.forLanguageTag(tag);
        new TreeMap<>(ENGLISH).forEach((key, english) -> expect(find(locale, key).filter(TextPattern::isGiven)
                .isPresent(), tag, key, "what this says in English: " + english));
    }

    private void expect(boolean holds, String tag, String key, String expected) {
        problems.expect(holds, SiteFolder.name(tag), "texts." + key, expected);
    }

    /** The language with its script, since its readers may not read another script. */
    private static String languageAndScript(String tag) {
        var locale = Locale.forLanguageTag(tag);
        return locale.getLanguage() + "-" + locale.getScript();
    }

    static Map<String, String> builtIn(String tag) {
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
