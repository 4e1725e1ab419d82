package org.frontdesk.content.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.uhighlight.DefaultPassageFormatter;
import org.apache.lucene.search.uhighlight.UHComponents;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.util.automaton.ByteRunAutomaton;
import org.frontdesk.content.article.Article;

/** The sentences of one article that match a query best. The article's text is in memory, so the index does not store it. */
final class Excerpts extends UnifiedHighlighter {
    private static final int SENTENCES = 2;
    /** Looking up the offsets of this many terms in one text takes about as long as analyzing the text again. */
    private static final int FEW_TERMS = 40;

    private final Article.Text text;
    private final boolean byOffsets;

    /** @param byOffsets finds words by their offsets in the index: faster if few terms match, see above */
    Excerpts(IndexSearcher searcher, Article article, boolean byOffsets) {
        super(builder(searcher, LanguageAnalyzer.BY_FIELD)
                .withFormatter(new DefaultPassageFormatter("<mark>", "</mark>", " \u2026 ", true))
                .withBreakIterator(() -> BreakIterator
                        .getSentenceInstance(Locale.forLanguageTag(article.text().language())))
                .withMaxNoHighlightPassages(1));
        this.text = article.text();
        this.byOffsets = byOffsets;
    }

    String of(Query words, int document) throws IOException {
        String field = Fields.text(text.language());
        return highlightFields(new String[]{field}, words, new int[]{document}, new int[]{SENTENCES}).get(field)[0];
    }

    @Override
    protected OffsetSource getOptimizedOffsetSource(UHComponents components) {
        return byOffsets ? OffsetSource.POSTINGS : super.getOptimizedOffsetSource(components);
    }

    @Override
    protected List<CharSequence[]> loadFieldValues(String[] fields, DocIdSetIterator documents, int threshold) {
        return List.<CharSequence[]>of(new CharSequence[]{SearchIndex.words(text)});
    }

    /** Whether few terms of the index begin with the words of the query. */
    static boolean hasFewPrefixMatches(Query query, IndexReader index) {
        var counter = new PrefixMatchCounter(index);
        query.visit(counter);
        return counter.found <= FEW_TERMS;
    }

    private static final class PrefixMatchCounter extends QueryVisitor {
        private final IndexReader index;
        private int found;

        PrefixMatchCounter(IndexReader index) {
            this.index = index;
        }

        @Override
        public void consumeTermsMatching(Query query, String field, Supplier<ByteRunAutomaton> matching) {
            try {
                var terms = MultiTerms.getTerms(index, field);
                if (terms != null) {
                    var matches = terms.intersect(((AutomatonQuery) query).getCompiled(), null);
                    while (found <= FEW_TERMS && matches.next() != null) {
                        found++;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
