package org.frontdesk.content.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

import morfologik.stemming.Dictionary;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ar.ArabicNormalizationFilter;
import org.apache.lucene.analysis.ar.ArabicStemFilter;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.de.GermanNormalizationFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.es.SpanishLightStemFilter;
import org.apache.lucene.analysis.fa.PersianNormalizationFilter;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.it.ItalianLightStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.morfologik.MorfologikFilter;
import org.apache.lucene.analysis.pt.PortugueseLightStemFilter;
import org.apache.lucene.analysis.ru.RussianLightStemFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.tr.ApostropheFilter;
import org.apache.lucene.analysis.util.ElisionFilter;
import org.tartarus.snowball.ext.TurkishStemmer;

/** Normalization and stemming by language. A language that is not listed is searched by whole words. */
final class LanguageFilters {
    /** Loaded on first use: it is some megabytes. */
    private static final class Ukrainian {
        private static final Dictionary DICTIONARY = dictionary();

        private static Dictionary dictionary() {
            try {
                return Dictionary.read(LanguageFilters.class.getResource("/ua/net/nlp/ukrainian.dict"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private LanguageFilters() {}

    /** Maps the spellings of a word to one: people omit accents, for example. */
    static TokenStream normalize(Locale locale, TokenStream words) {
        return switch (locale.getLanguage()) {
            case "ar", "ckb" -> new ArabicNormalizationFilter(words);
            case "fa" -> new PersianNormalizationFilter(new ArabicNormalizationFilter(words));
            case "de" -> new GermanNormalizationFilter(words);
            case "fr" -> new ASCIIFoldingFilter(new ElisionFilter(words, FrenchAnalyzer.DEFAULT_ARTICLES));
            case "en" -> new ASCIIFoldingFilter(new EnglishPossessiveFilter(words));
            case "tr" -> new ApostropheFilter(words);
            case "zh", "ja", "ko" -> new CJKBigramFilter(new CJKWidthFilter(words));
            case "es", "it", "pt", "ro", "pl", "nl" -> new ASCIIFoldingFilter(words);
            default -> words;
        };
    }

    static TokenStream stem(Locale locale, TokenStream words) {
        return switch (locale.getLanguage()) {
            case "ar" -> new ArabicStemFilter(words);
            case "en" -> new PorterStemFilter(words);
            case "uk" -> new MorfologikFilter(words, Ukrainian.DICTIONARY);
            case "ru" -> new RussianLightStemFilter(words);
            case "de" -> new GermanLightStemFilter(words);
            case "es" -> new SpanishLightStemFilter(words);
            case "fr" -> new FrenchLightStemFilter(words);
            case "it" -> new ItalianLightStemFilter(words);
            case "pt" -> new PortugueseLightStemFilter(words);
            case "tr" -> new SnowballFilter(words, new TurkishStemmer());
            default -> words;
        };
    }
}
