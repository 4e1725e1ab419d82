package org.frontdesk.content.search;

import java.io.IOException;
import java.util.List;

import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * Builds a query from the words that a visitor typed. Lucene's query parser is not used: without a query language no
 * input is invalid or costs more than its words, and operators are ordinary punctuation.
 */
final class WordsQuery {
    private static final int MOST_WORDS = 12;
    private static final int SHORTEST_PREFIX = 2;
    private static final int SHORTEST_FUZZY = 4;
    private static final int SHORTEST_WITH_TWO_EDITS = 8;
    private static final int MOST_FUZZY_TERMS = 30;

    private WordsQuery() {}

    /** @return a query without hits if there is no word in the input */
    static Query of(String typed, String tag, LanguageAnalyzer analyzer, IndexReader index) throws IOException {
        List<List<String>> words = analyzer.words(typed).stream().limit(MOST_WORDS).toList();
        var all = new BooleanQuery.Builder();
        for (List<String> forms : words) {
            all.add(word(forms, tag, isKnown(forms, tag, index)), Occur.SHOULD);
        }
        // People type whole questions: of three or more words a third may be missing.
        int needed = words.size() <= 2 ? words.size() : (words.size() * 2 + 2) / 3;
        return all.setMinimumNumberShouldMatch(Math.max(1, needed)).build();
    }

    /** A word that occurs in some text was not mistyped: fuzzy matches would be other words, and are the slowest part. */
    private static boolean isKnown(List<String> forms, String tag, IndexReader index) throws IOException {
        for (String form : forms) {
            if (index.docFreq(new Term(Fields.title(tag), form))
                    + index.docFreq(new Term(Fields.text(tag), form)) > 0) {
                return true;
            }
        }
        return false;
    }

    private static Query word(List<String> forms, String tag, boolean known) {
        var any = new BooleanQuery.Builder();
        add(any, forms, Fields.title(tag), 4, known);
        add(any, forms, Fields.text(tag), 1, known);
        return any.build();
    }

    private static void add(BooleanQuery.Builder any, List<String> forms, String field, float weight, boolean known) {
        String written = forms.getFirst();
        int length = written.codePointCount(0, written.length());
        should(any, new TermQuery(new Term(field, written)), weight * 2);
        forms.stream().skip(1).forEach(stem -> should(any, new TermQuery(new Term(field, stem)), weight));
        if (length >= SHORTEST_PREFIX) {
            should(any, new PrefixQuery(new Term(field, written)), weight / 2);
        }
        if (!known && length >= SHORTEST_FUZZY) {
            // The first letter must match: people rarely mistype it, and it keeps the search fast.
            int edits = length < SHORTEST_WITH_TWO_EDITS ? 1 : 2;
            should(any, new FuzzyQuery(new Term(field, written), edits, 1, MOST_FUZZY_TERMS, true), weight / 4);
        }
    }

    private static void should(BooleanQuery.Builder any, Query query, float weight) {
        any.add(new BoostQuery(query, weight), Occur.SHOULD);
    }
}
