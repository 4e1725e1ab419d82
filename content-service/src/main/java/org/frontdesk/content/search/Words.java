package org.frontdesk.content.search;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.apache.lucene.analysis.core.DecimalDigitFilter;
import org.apache.lucene.analysis.miscellaneous.KeywordRepeatFilter;
import org.apache.lucene.analysis.miscellaneous.RemoveDuplicatesTokenFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tr.TurkishLowerCaseFilter;

/**
 * Cuts a text of one language into words, each both as it stands and as its stem at the same place: the one for
 * prefixes and slips of the pen, the other for grammar. Lucene's ready analysers give the stem alone. No word is left
 * out as too common, since it may be all that was asked.
 */
final class Words extends Analyzer {
    private static final NormalizeCharMap ONE_APOSTROPHE = oneApostrophe();

    private final Locale locale;

    Words(String tag) {
        this.locale = Locale.forLanguageTag(tag);
    }

    /** The apostrophes of Ukrainian and French keyboards to one; stress marks and the tatweel away. */
    private static NormalizeCharMap oneApostrophe() {
        NormalizeCharMap.Builder map = new NormalizeCharMap.Builder();
        List.of("\u2019", "\u02bc", "\u2018", "\u00b4", "`").forEach(other -> map.add(other, "'"));
        List.of("\u0301", "\u0640", "\u00ad").forEach(mark -> map.add(mark, ""));
        return map.build();
    }

    @Override
    protected Reader initReader(String field, Reader text) {
        return new MappingCharFilter(ONE_APOSTROPHE, text);
    }

    @Override
    protected Reader initReaderForNormalization(String field, Reader text) {
        return initReader(field, text);
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        StandardTokenizer words = new StandardTokenizer();
        TokenStream lower = locale.getLanguage().equals("tr")
                ? new TurkishLowerCaseFilter(words)
                : new LowerCaseFilter(words);
        TokenStream folded = Stems.fold(locale, new DecimalDigitFilter(lower));
        return new TokenStreamComponents(words,
                new RemoveDuplicatesTokenFilter(Stems.stem(locale, new KeywordRepeatFilter(folded))));
    }

    /** The words of what was asked, in order; of each its forms, the first as it was written. */
    List<List<String>> of(String text) {
        List<List<String>> words = new ArrayList<>();
        try (TokenStream stream = tokenStream("", text)) {
            CharTermAttribute term = stream.getAttribute(CharTermAttribute.class);
            PositionIncrementAttribute step = stream.getAttribute(PositionIncrementAttribute.class);
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
