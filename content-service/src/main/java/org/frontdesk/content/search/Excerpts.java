package org.frontdesk.content.search;

import java.io.IOException;
import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;

import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.uhighlight.DefaultPassageFormatter;
import org.apache.lucene.search.uhighlight.UHComponents;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.frontdesk.content.article.Article;

/** The sentences of one article that fit a search best. Its text is in memory already, so the index holds no copy. */
final class Excerpts extends UnifiedHighlighter {
    private static final int SENTENCES = 2;

    private final Article.Text text;
    private final boolean byPlaces;

    /** @param byPlaces finds words by their places in the index, also those only begun: quicker where these are few */
    Excerpts(IndexSearcher searcher, Article article, boolean byPlaces) {
        super(builder(searcher, WordsByLanguage.ANALYSIS)
                .withFormatter(new DefaultPassageFormatter("<mark>", "</mark>", " \u2026 ", true))
                .withBreakIterator(() -> BreakIterator
                        .getSentenceInstance(Locale.forLanguageTag(article.text().language())))
                .withMaxNoHighlightPassages(1));
        this.text = article.text();
        this.byPlaces = byPlaces;
    }

    String of(Query words, int document) throws IOException {
        String field = Fields.text(text.language());
        return highlightFields(new String[]{field}, words, new int[]{document}, new int[]{SENTENCES}).get(field)[0];
    }

    @Override
    protected OffsetSource getOptimizedOffsetSource(UHComponents components) {
        return byPlaces ? OffsetSource.POSTINGS : super.getOptimizedOffsetSource(components);
    }

    @Override
    protected List<CharSequence[]> loadFieldValues(String[] fields, DocIdSetIterator documents, int threshold) {
        return List.<CharSequence[]>of(new CharSequence[]{SearchIndex.words(text)});
    }
}
