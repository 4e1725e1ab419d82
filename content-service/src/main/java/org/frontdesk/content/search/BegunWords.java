package org.frontdesk.content.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.util.automaton.ByteRunAutomaton;

/** Counts the words of the index that begin as those of a query. */
final class BegunWords extends QueryVisitor {
    /** To look up the places of that many in one text takes about as long as to cut the text into words. */
    private static final int FEW = 40;

    private final IndexReader index;
    private int found;

    private BegunWords(IndexReader index) {
        this.index = index;
    }

    static boolean areFew(Query query, IndexReader index) {
        BegunWords words = new BegunWords(index);
        query.visit(words);
        return words.found <= FEW;
    }

    @Override
    public void consumeTermsMatching(Query query, String field, Supplier<ByteRunAutomaton> matching) {
        try {
            Terms terms = MultiTerms.getTerms(index, field);
            if (terms != null) {
                TermsEnum begun = terms.intersect(((AutomatonQuery) query).getCompiled(), null);
                while (found <= FEW && begun.next() != null) {
                    found++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
