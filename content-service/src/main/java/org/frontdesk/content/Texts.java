package org.frontdesk.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * This service's own sentences in one language: {@code messages_<tag>.properties}, each of which the site may override
 * under {@code texts} in {@code languages/<tag>.yml} (flat keys, such as {@code content.not-found.title}).
 */
final class Texts {
    private Texts() {}

    /** A language without built-in sentences is the site's to supply: each one missing is a mistake there. */
    static Map<String, String> of(String tag, Entries language) {
        Properties builtIn = load(tag);
        Entries overrides = language.mapping("texts");
        Function<String, String> text = key -> overrides.optional(key)
                .orElseGet(() -> builtIn.containsKey(key) ? builtIn.getProperty(key) : overrides.text(key));
        return load("en").stringPropertyNames().stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), text));
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
