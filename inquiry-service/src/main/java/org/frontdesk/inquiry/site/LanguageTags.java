package org.frontdesk.inquiry.site;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The lookup of RFC 4647, section 3.4, but that it never goes from one script to another. Nothing is guessed: ICU's
 * matcher answers Belarusian with Russian, and the JDK's goes from zh-TW to zh, which its readers do not read.
 */
class LanguageTags {
    private static final Set<String> TRADITIONAL = Set.of("TW", "HK", "MO");

    private LanguageTags() {}

    /** The tags of languages that serve readers of this one, best first; none for what is no tag. */
    static Stream<String> serving(String tag) {
        var asked = Locale.forLanguageTag(tag);
        var language = asked.getLanguage();
        if (language.isEmpty()) {
            return Stream.of();
        }
        var script = language.equals("zh") && asked.getScript().isEmpty() ? chinese(asked) : asked.getScript();
        var isPlain = script.isEmpty() || language.equals("zh") && script.equals("Hans");
        return Stream.of(Stream.of(asked.toLanguageTag(), tag(language, script, asked.getCountry()),
                tag(language, script, "")), isPlain ? Stream.of(language) : Stream.<String>of())
                .flatMap(tags -> tags).distinct();
    }

    private static String chinese(Locale asked) {
        return TRADITIONAL.contains(asked.getCountry()) ? "Hant" : "Hans";
    }

    private static String tag(String language, String script, String region) {
        return new Locale.Builder().setLanguage(language).setScript(script).setRegion(region).build().toLanguageTag();
    }
}
