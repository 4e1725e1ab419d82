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
 * Makes a query of the words that a visitor typed. There is no query language, so nothing that is typed can break it or
 * cost more than its words: a sign that other systems take for an operator is no word.
 */
final class Asking {
    private static final int MOST_WORDS = 12;
    private static final int SHORTEST_PREFIX = 2;
    private static final int SHORTEST_FUZZY = 4;
    private static final int LONG_WORD = 8;
    private static final int LIKENESSES = 30;

    private Asking() {}

    /** @return a query that finds nothing where there is no word in what was typed */
    static Query of(String typed, String tag, Words analysis, IndexReader index) throws IOException {
        List<List<String>> words = analysis.of(typed).stream().limit(MOST_WORDS).toList();
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (List<String> forms : words) {
            all.add(word(forms, tag, isKnown(forms, tag, index)), Occur.SHOULD);
        }
        // Of many words some may be missing, for people ask whole questions; of two, none.
        int needed = words.size() <= 2 ? words.size() : (words.size() * 2 + 2) / 3;
        return all.setMinimumNumberShouldMatch(Math.max(1, needed)).build();
    }

    /** A word that stands in some text was not mistyped: likenesses of it would be other words, and cost most. */
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
        BooleanQuery.Builder any = new BooleanQuery.Builder();
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
            // The first letter must be right: that is where people slip least, and the search stays quick.
            should(any, new FuzzyQuery(new Term(field, written), length < LONG_WORD ? 1 : 2, 1, LIKENESSES, true),
                    weight / 4);
        }
    }

    private static void should(BooleanQuery.Builder any, Query query, float weight) {
        any.add(new BoostQuery(query, weight), Occur.SHOULD);
    }
}
