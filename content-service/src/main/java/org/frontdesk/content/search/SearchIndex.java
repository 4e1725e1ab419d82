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
import org.frontdesk.content.article.Article.Section;
import org.frontdesk.content.article.Content;

/** An immutable snapshot of the index. */
public final class SearchIndex {
    static {
        // Lucene's default is 1,024. A WordsQuery takes twelve words at most, but with its fuzzy terms, in three languages,
        // it has more clauses than that.
        IndexSearcher.setMaxClauseCount(Integer.MAX_VALUE);
    }

    /** Lucene's default estimates the total after a thousand hits; counting them in a second search costs more. */
    private static final int COUNT_ALL = Integer.MAX_VALUE;

    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final Content content;

    SearchIndex(DirectoryReader reader, Content content) {
        this.reader = reader;
        this.content = content;
        this.searcher = new IndexSearcher(reader);
        searcher.setQueryCache(null); // entries of an earlier snapshot are useless, and searches are fast without it
    }

    /**
     * @param visitor the visitor's language: each article is searched in the language that they would get
     * @param languages the visitor's language, then its fallbacks
     * @param strict without fallbacks
     */
    public record Request(String words, String visitor, List<String> languages, boolean strict, Optional<String> topic,
            Optional<Section> section, int limit) {}

    /** @param excerpt HTML: text with the matching words in {@code mark} elements */
    public record Hit(Article article, String excerpt) {}

    /** @param total the number of all hits, of which these are the best */
    public record Hits(long total, List<Hit> hits) {}

    /** Empty if the snapshot was closed in the meantime, because there is a newer one. */
    public Optional<Hits> find(Request request) {
        if (!reader.tryIncRef()) {
            return Optional.empty();
        }
        try {
            // Fuzzy terms are expanded once, here; otherwise the highlighter would expand them for each hit.
            Query words = searcher.rewrite(words(request));
            TopDocs found = searcher.search(filtered(words, request),
                    new TopScoreDocCollectorManager(request.limit(), COUNT_ALL));
            return Optional.of(new Hits(found.totalHits.value(), hits(words, found)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            release();
        }
    }

    private Query words(Request request) throws IOException {
        var any = new BooleanQuery.Builder();
        for (String tag : request.languages()) {
            any.add(WordsQuery.of(request.words(), tag, LanguageAnalyzer.of(tag), reader), Occur.SHOULD);
        }
        return any.build();
    }

    private static Query filtered(Query words, Request request) {
        var all = new BooleanQuery.Builder().add(words, Occur.MUST);
        String field = request.strict() ? Fields.LANGUAGE : Fields.SERVED_IN;
        all.add(new TermQuery(new Term(field, request.visitor())), Occur.FILTER);
        request.topic().ifPresent(topic -> all.add(new TermQuery(new Term(Fields.TOPIC, topic)), Occur.FILTER));
        request.section()
                .ifPresent(section -> all.add(new TermQuery(new Term(Fields.SECTION, section.name())), Occur.FILTER));
        return all.build();
    }

    private List<Hit> hits(Query words, TopDocs found) throws IOException {
        StoredFields stored = searcher.storedFields();
        boolean byOffsets = Excerpts.hasFewPrefixMatches(words, reader);
        List<Hit> hits = new ArrayList<>();
        for (var each : found.scoreDocs) {
            Document document = stored.document(each.doc);
            String tag = document.get(Fields.LANGUAGE);
            Article article = content.catalog(Section.valueOf(document.get(Fields.SECTION)))
                    .translations(document.get(Fields.ID)).get(tag);
            hits.add(new Hit(article, new Excerpts(searcher, article, byOffsets).of(words, each.doc)));
        }
        return hits;
    }

    /** The searchable text besides the title. */
    static String words(Article.Text text) {
        return text.summary() + " " + text.body().words();
    }

    /** Frees the memory once the searches in progress are done. */
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
