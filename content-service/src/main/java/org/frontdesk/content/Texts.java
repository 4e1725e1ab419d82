package org.frontdesk.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * This service's own sentences in one language: {@code messages_<tag>.properties}, each of which the site may override
 * under {@code texts} in {@code languages/<tag>.yml} (flat keys, such as {@code content.not-found.title}).
 */
final class Texts {
    /** A site's file holds the texts of the other services too. */
    private static final String OWN = "content.";

    private Texts() {}

    /**
     * A sentence that neither the site nor this service has is a mistake in the site: another language never stands in,
     * for a visitor would be shown what they cannot read. A fallback that is the same language, as en for en-GB, does.
     */
    static Map<String, String> of(String tag, List<String> fallback, Entries language) {
        Properties builtIn = new Properties();
        Stream.concat(fallback.reversed().stream().filter(other -> primary(other).equals(primary(tag))), Stream.of(tag))
                .forEach(own -> builtIn.putAll(load(own)));
        Set<String> needed = load("en").stringPropertyNames();
        Entries overrides = language.mapping("texts");
        overrides.keys().stream().filter(key -> key.startsWith(OWN) && !needed.contains(key))
                .forEach(key -> overrides.mistake(key, "one of the keys " + String.join(", ", new TreeSet<>(needed))));
        return new TreeSet<>(needed).stream().collect(Collectors.toUnmodifiableMap(Function.identity(),
                key -> builtIn.containsKey(key)
                        ? overrides.optional(key).orElse(builtIn.getProperty(key))
                        : overrides.text(key)));
    }

    private static String primary(String tag) {
        return tag.split("-", 2)[0];
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
