package org.frontdesk.notification;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.springframework.context.support.AbstractMessageSource;

/**
 * The words of the mails by language: the site's own where it has them, else those built in, else those of the
 * language's declared fallbacks. Never by the JDK's guess, which would mix languages in silence.
 */
class Texts extends AbstractMessageSource {
    private final Site site;
    private final Map<String, Map<String, String>> byLanguage = new HashMap<>();

    /** @throws SiteMistakes where a declared language lacks a text that neither it nor its fallbacks have */
    Texts(Site site) {
        this.site = site;
        site.languages().forEach((tag, language) -> byLanguage.put(tag, own(tag, language)));
        var mistakes = site.languages().keySet().stream().flatMap(this::missing).toList();
        if (!mistakes.isEmpty()) {
            throw new SiteMistakes(mistakes);
        }
    }

    @Override
    protected MessageFormat resolveCode(String code, Locale locale) {
        var text = resolveCodeWithoutArguments(code, locale);
        return text == null ? null : new MessageFormat(text, locale);
    }

    @Override
    protected String resolveCodeWithoutArguments(String code, Locale locale) {
        return chain(site.declared(locale.toLanguageTag())).map(tag -> byLanguage.get(tag).get(code))
                .filter(Objects::nonNull).findFirst().orElse(null);
    }

    private Stream<String> chain(String tag) {
        return Stream.concat(Stream.of(tag), site.languages().get(tag).fallback().stream());
    }

    private static Map<String, String> own(String tag, Site.Language language) {
        var texts = builtIn(tag);
        texts.putAll(language.texts());
        return texts;
    }

    private Stream<String> missing(String tag) {
        var missing = new TreeSet<>(builtIn("en").keySet());
        chain(tag).forEach(each -> missing.removeAll(byLanguage.get(each).keySet()));
        return missing.stream().map(code -> "languages/" + tag + ".yml, texts." + code + ": expected a text");
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
