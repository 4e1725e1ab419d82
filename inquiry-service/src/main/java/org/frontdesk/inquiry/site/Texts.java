package org.frontdesk.inquiry.site;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What this service says in one language. {@code {name}} in a text stands for a value: MessageFormat would want each
 * apostrophe doubled, which translators forget, and would write the year 2024 as 2,024.
 */
public record Texts(Map<String, String> byKey) {

    /** Later maps give way to earlier ones. */
    static Texts of(List<Map<String, String>> chain) {
        var all = new HashMap<String, String>();
        chain.forEach(texts -> texts.forEach(all::putIfAbsent));
        return new Texts(Map.copyOf(all));
    }

    /** The texts that ship with the service; empty for a language that it does not bring. */
    static Map<String, String> builtIn(String tag) {
        var texts = new Properties();
        try (var file = Texts.class.getResourceAsStream("/messages_" + tag + ".properties")) {
            if (file != null) {
                texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var byKey = new HashMap<String, String>();
        texts.stringPropertyNames().forEach(key -> byKey.put(key, texts.getProperty(key)));
        return byKey;
    }

    Texts filledIn(String name, String value) {
        var filled = new HashMap<>(byKey);
        filled.replaceAll((key, text) -> text.replace("{" + name + "}", value));
        return new Texts(Map.copyOf(filled));
    }

    public String get(String key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException("No text " + key));
    }

    public Optional<String> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }
}
