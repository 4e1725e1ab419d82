package org.frontdesk.content.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * This service's own sentences in one language: {@code messages_<tag>.properties}, each of which the site may override
 * under {@code texts} in {@code languages/<tag>.yml} (flat keys, such as {@code content.not-found.title}).
 */
public final class Texts {
    /** A site's file holds the texts of the other services too. */
    private static final String OWN = "content.";
    static final List<String> OTHERS = List.of("alert.", "answer.", "digest.", "example.", "field.", "form.", "mail.",
            "reply.", "spam.");

    private Texts() {}

    /**
     * A sentence that neither the site nor this service has is a mistake in the site: another language never stands in,
     * for a visitor would be shown what they cannot read. A fallback that is the same language, as en for en-GB, does.
     */
    static Map<String, String> of(String tag, List<String> fallback, Function<String, Entries> files) {
        Properties others = new Properties();
        fallback.reversed().stream().filter(other -> written(other).equals(written(tag))).forEach(other -> {
            others.putAll(load(other));
            Entries texts = files.apply(other).mapping("texts");
            texts.keys().forEach(key -> texts.optional(key).ifPresent(text -> others.put(key, text)));
        });
        others.putAll(load(tag));
        Properties english = load("en");
        Entries overrides = files.apply(tag).mapping("texts");
        overrides.keys().forEach(key -> check(key, english, overrides));
        return new TreeSet<>(english.stringPropertyNames()).stream().collect(Collectors.toUnmodifiableMap(
                Function.identity(), key -> text(key, others.getProperty(key), english.getProperty(key), overrides)));
    }

    private static String text(String key, String builtIn, String english, Entries overrides) {
        String expected = "what this says in English: " + english;
        return (builtIn == null
                ? overrides.value(key, expected, Function.identity())
                : overrides.optional(key, expected, Function.identity())).orElse(builtIn == null ? "" : builtIn);
    }

    private static void check(String key, Properties english, Entries overrides) {
        if (key.startsWith(OWN) && !english.containsKey(key)) {
            overrides.mistake(key, "a key that this service knows, such as " + nearest(key, english));
        } else if (!key.startsWith(OWN) && OTHERS.stream().noneMatch(key::startsWith)) {
            overrides.mistake(key, "a key that begins with " + OWN + " or one of " + String.join(", ", OTHERS));
        }
    }

    /** Most slips of the pen are near the end. */
    private static String nearest(String key, Properties english) {
        return english.stringPropertyNames().stream().sorted().max(Comparator.comparing(known -> IntStream
                .range(0, Math.min(key.length(), known.length())).takeWhile(i -> key.charAt(i) == known.charAt(i))
                .count())).orElseThrow();
    }

    /** The language with its script: a text in another script is no text for its readers. */
    private static String written(String tag) {
        Locale locale = Locale.forLanguageTag(tag);
        return locale.getLanguage() + "-" + locale.getScript();
    }

    static Properties load(String tag) {
        Properties texts = new Properties();
        try (InputStream file = Texts.class.getResourceAsStream("/messages_" + tag + ".properties")) {
            if (file != null) {
                texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
