package org.frontdesk.content.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.frontdesk.content.article.Article;
import org.frontdesk.content.article.Article.Section;
import org.frontdesk.content.article.Content;

/**
 * Updates the in-memory index: only articles that changed since the last call are indexed again. Each
 * {@link SearchIndex} that it returns is an immutable snapshot. There is nothing to close, since no file is open.
 */
public final class Indexer {
    private static final double BUFFER_MEGABYTES = 64;
    /** With the offset of each word in the text, so that an excerpt is found without analyzing the text again. */
    private static final FieldType TEXT = text();

    private final IndexWriter writer;
    private Content indexed;

    public Indexer() {
        try {
            writer = new IndexWriter(new ByteBuffersDirectory(), new IndexWriterConfig(LanguageAnalyzer.BY_FIELD)
                    .setRAMBufferSizeMB(BUFFER_MEGABYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FieldType text() {
        var type = new FieldType(TextField.TYPE_NOT_STORED);
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS);
        type.freeze();
        return type;
    }

    /** Not thread-safe. */
    public SearchIndex index(Content content) {
        try {
            boolean all = indexed == null || !indexed.site().equals(content.site());
            for (Section section : Section.values()) {
                List<String> changed = changed(section, all ? Optional.empty() : Optional.of(indexed), content);
                changed.parallelStream().forEach(id -> replace(section, id, content));
            }
            indexed = content;
            return new SearchIndex(DirectoryReader.open(writer), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> changed(Section section, Optional<Content> before, Content now) {
        Stream<String> here = ids(now.catalog(section).all());
        Stream<String> there = before.stream().flatMap(old -> ids(old.catalog(section).all()));
        return new TreeSet<>(Stream.concat(here, there).toList()).stream()
                .filter(id -> !before.map(old -> old.catalog(section).translations(id))
                        .equals(Optional.of(now.catalog(section).translations(id))))
                .toList();
    }

    private static Stream<String> ids(Collection<? extends Map<String, ? extends Article>> articles) {
        return articles.stream().map(translations -> translations.values().iterator().next().text().id());
    }

    private void replace(Section section, String id, Content content) {
        List<Document> documents = new ArrayList<>();
        content.catalog(section).translations(id).values()
                .forEach(article -> documents.add(document(article, content)));
        try {
            writer.updateDocuments(new Term(Fields.ARTICLE, section + "/" + id), documents);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Document document(Article article, Content content) {
        Article.Text text = article.text();
        String tag = text.language();
        var document = new Document();
        document.add(new StringField(Fields.ARTICLE, article.section() + "/" + text.id(), Store.NO));
        document.add(new StringField(Fields.SECTION, article.section().name(), Store.YES));
        document.add(new StoredField(Fields.ID, text.id()));
        document.add(new StringField(Fields.LANGUAGE, tag, Store.YES));
        text.topic().ifPresent(topic -> document.add(new StringField(Fields.TOPIC, topic, Store.NO)));
        content.site().languages().values().stream()
                .filter(visitor -> content.catalog(article.section()).find(text.id(), visitor.chain())
                        .filter(article::equals).isPresent())
                .forEach(visitor -> document.add(new StringField(Fields.SERVED_IN, visitor.tag(), Store.NO)));
        document.add(new TextField(Fields.title(tag), text.title(), Store.NO));
        document.add(new Field(Fields.text(tag), SearchIndex.words(text), TEXT));
        return document;
    }
}
