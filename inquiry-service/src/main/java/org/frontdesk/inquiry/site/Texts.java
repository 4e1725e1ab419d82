package org.frontdesk.inquiry.site;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import com.ibm.icu.text.MessageFormat;

/**
 * What this service says in one language. {@code {name}} in a text stands for a value, and a number may choose its
 * plural form, as in ICU's MessageFormat.
 */
public record Texts(Locale locale, Map<String, String> byKey) {

    /** Later maps give way to earlier ones. Digits are those of phone numbers and addresses, also in Arabic. */
    static Texts of(String tag, List<Map<String, String>> chain) {
        var all = new HashMap<String, String>();
        chain.forEach(texts -> texts.forEach((key, text) -> all.putIfAbsent(key, text == null ? "" : text)));
        var locale = new Locale.Builder().setLanguageTag(tag).setUnicodeLocaleKeyword("nu", "latn").build();
        return new Texts(locale, Map.copyOf(all));
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
        return new Texts(locale, Map.copyOf(filled));
    }

    public String get(String key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException("No text " + key));
    }

    /** @param value a number to choose a plural form by, or what is to stand there as it is */
    public String get(String key, String name, Object value) {
        return new MessageFormat(letters(get(key)), locale).format(Map.of(name, value));
    }

    /** Apostrophes are letters: ICU takes one before a brace for a quote, which no translator of l'{clinic} expects. */
    static String letters(String text) {
        return text.replace("'", "''");
    }

    public Optional<String> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }
}
