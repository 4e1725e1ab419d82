package org.frontdesk.content.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.core.DecimalDigitFilter;
import org.apache.lucene.analysis.miscellaneous.KeywordRepeatFilter;
import org.apache.lucene.analysis.miscellaneous.RemoveDuplicatesTokenFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tr.TurkishLowerCaseFilter;

/**
 * Analyzes the texts of one language. Each word is indexed both as written, for prefix and fuzzy matches, and stemmed,
 * at the same position; Lucene's own analyzers index the stem only. There are no stop words: a common word may be all
 * that the visitor typed.
 */
final class LanguageAnalyzer extends Analyzer {
    /** Selects the analyzer by the language in the name of the field. */
    static final Analyzer BY_FIELD = new DelegatingAnalyzerWrapper(PER_FIELD_REUSE_STRATEGY) {
        @Override
        protected Analyzer getWrappedAnalyzer(String field) {
            return of(Fields.tag(field));
        }
    };
    private static final Map<String, LanguageAnalyzer> BY_TAG = new ConcurrentHashMap<>();

    private final Locale locale;

    private LanguageAnalyzer(String tag) {
        this.locale = Locale.forLanguageTag(tag);
    }

    static LanguageAnalyzer of(String tag) {
        return BY_TAG.computeIfAbsent(tag, LanguageAnalyzer::new);
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        var tokens = new StandardTokenizer();
        TokenStream lower = locale.getLanguage().equals("tr")
                ? new TurkishLowerCaseFilter(new IgnoredCharactersFilter(tokens))
                : new LowerCaseFilter(new IgnoredCharactersFilter(tokens));
        TokenStream normalized = LanguageFilters.normalize(locale, new DecimalDigitFilter(lower));
        return new TokenStreamComponents(tokens, new RemoveDuplicatesTokenFilter(
                LanguageFilters.stem(locale, new KeywordRepeatFilter(normalized))));
    }

    /** The words of a query, in order; each in its forms, the first as written. */
    List<List<String>> words(String query) {
        List<List<String>> words = new ArrayList<>();
        // Some keyboards have these instead of an apostrophe; the tokenizer would split the word there.
        try (TokenStream stream = tokenStream("", query.replace('`', '\'').replace('\u00b4', '\''))) {
            var term = stream.getAttribute(CharTermAttribute.class);
            var step = stream.getAttribute(PositionIncrementAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                if (step.getPositionIncrement() > 0 || words.isEmpty()) {
                    words.add(new ArrayList<>());
                }
                words.getLast().add(term.toString());
            }
            stream.end();
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
