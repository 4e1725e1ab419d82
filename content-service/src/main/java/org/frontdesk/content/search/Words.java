package org.frontdesk.content.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.apache.lucene.analysis.Analyzer;
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
 * Cuts a text of one language into words, each both as it stands and as its stem at the same place: the one for
 * prefixes and slips of the pen, the other for grammar. Lucene's ready analysers give the stem alone. No word is left
 * out as too common, since it may be all that was asked.
 */
final class Words extends Analyzer {
    private final Locale locale;

    Words(String tag) {
        this.locale = Locale.forLanguageTag(tag);
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        StandardTokenizer words = new StandardTokenizer();
        TokenStream lower = locale.getLanguage().equals("tr")
                ? new TurkishLowerCaseFilter(new Signs(words))
                : new LowerCaseFilter(new Signs(words));
        TokenStream folded = Stems.fold(locale, new DecimalDigitFilter(lower));
        return new TokenStreamComponents(words,
                new RemoveDuplicatesTokenFilter(Stems.stem(locale, new KeywordRepeatFilter(folded))));
    }

    /** The words of what was asked, in order; of each its forms, the first as it was written. */
    List<List<String>> of(String text) {
        List<List<String>> words = new ArrayList<>();
        // What stands in for an apostrophe on some keyboards would end a word.
        try (TokenStream stream = tokenStream("", text.replace('`', '\'').replace('\u00b4', '\''))) {
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
