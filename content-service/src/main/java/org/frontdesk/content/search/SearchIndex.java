package org.frontdesk.content.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.frontdesk.content.article.Article;
import org.frontdesk.content.article.Article.Kind;
import org.frontdesk.content.article.Content;

/** All articles as they were when it was made. */
public final class SearchIndex {
    static {
        // Lucene's limit, 1,024, is for queries that have no other: one made by Asking grows only with the words, of
        // which it takes a dozen, and with the languages, and a long question in three of them has more.
        IndexSearcher.setMaxClauseCount(Integer.MAX_VALUE);
    }

    /** Instead of a guess after the first thousand: a second search for the number alone costs more. */
    private static final int COUNT_ALL = Integer.MAX_VALUE;

    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final Content content;

    SearchIndex(DirectoryReader reader, Content content) {
        this.reader = reader;
        this.content = content;
        this.searcher = new IndexSearcher(reader);
        searcher.setQueryCache(null); // a cache of the index before is of no use to this one, and it is quick without
    }

    /**
     * @param visitor whose language it is: each article is searched in the language that they would be given
     * @param languages in which they may be given a text, their own first
     * @param strictly in their language only
     */
    public record Wanted(String words, String visitor, List<String> languages, boolean strictly, Optional<String> topic,
            Optional<Kind> kind, int limit) {}

    /** @param excerpt as HTML: text with the words that were found in {@code mark} elements */
    public record Hit(Article article, String excerpt) {}

    /** @param total how many there are in all */
    public record Hits(long total, List<Hit> hits) {}

    /** Empty where it has been closed in the meantime: then a newer one is there. */
    public Optional<Hits> find(Wanted wanted) {
        if (!reader.tryIncRef()) {
            return Optional.empty();
        }
        try {
            // Likenesses are looked up once, here; the excerpts would look them up again for each hit.
            Query words = searcher.rewrite(words(wanted));
            TopDocs found = searcher.search(filtered(words, wanted),
                    new TopScoreDocCollectorManager(wanted.limit(), COUNT_ALL));
            return Optional.of(new Hits(found.totalHits.value(), hits(words, found)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            release();
        }
    }

    private Query words(Wanted wanted) throws IOException {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        for (String tag : wanted.languages()) {
            any.add(Asking.of(wanted.words(), tag, WordsByLanguage.ANALYSIS.in(tag), reader), Occur.SHOULD);
        }
        return any.build();
    }

    private static Query filtered(Query words, Wanted wanted) {
        BooleanQuery.Builder all = new BooleanQuery.Builder().add(words, Occur.MUST);
        String field = wanted.strictly() ? Fields.LANGUAGE : Fields.GIVEN_TO;
        all.add(new TermQuery(new Term(field, wanted.visitor())), Occur.FILTER);
        wanted.topic().ifPresent(topic -> all.add(new TermQuery(new Term(Fields.TOPIC, topic)), Occur.FILTER));
        wanted.kind().ifPresent(kind -> all.add(new TermQuery(new Term(Fields.KIND, kind.name())), Occur.FILTER));
        return all.build();
    }

    private List<Hit> hits(Query words, TopDocs found) throws IOException {
        StoredFields stored = searcher.storedFields();
        boolean byPlaces = BegunWords.areFew(words, reader);
        List<Hit> hits = new ArrayList<>();
        for (var each : found.scoreDocs) {
            Document document = stored.document(each.doc);
            String tag = document.get(Fields.LANGUAGE);
            Article article = content.shelf(Kind.valueOf(document.get(Fields.KIND)))
                    .translations(document.get(Fields.ID)).get(tag);
            hits.add(new Hit(article, new Excerpts(searcher, article, byPlaces).of(words, each.doc)));
        }
        return hits;
    }

    /** What is searched of a text beside its title. */
    static String words(Article.Text text) {
        return text.summary() + " " + text.body().words();
    }

    /** Once the searches under way are done, its memory is free. */
    public void close() {
        release();
    }

    private void release() {
        try {
            reader.decRef();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
