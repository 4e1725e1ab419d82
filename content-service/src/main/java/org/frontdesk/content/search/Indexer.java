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
import org.frontdesk.content.article.Article.Kind;
import org.frontdesk.content.article.Content;

/**
 * Keeps the index, in memory, in step with the content. What has not changed since the last time is left as it is; each
 * {@link SearchIndex} it gives stays as it was. There is nothing to close: no file is open.
 */
public final class Indexer {
    private static final double BUFFER_MEGABYTES = 64;
    /** With the place of each word in the text, so that an excerpt is found without reading the text again. */
    private static final FieldType TEXT = text();

    private final IndexWriter writer;
    private Content before;

    public Indexer() {
        try {
            writer = new IndexWriter(new ByteBuffersDirectory(), new IndexWriterConfig(WordsByLanguage.ANALYSIS)
                    .setRAMBufferSizeMB(BUFFER_MEGABYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FieldType text() {
        FieldType type = new FieldType(TextField.TYPE_NOT_STORED);
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS);
        type.freeze();
        return type;
    }

    /** The index of that content; not for two threads at once. */
    public SearchIndex index(Content content) {
        try {
            boolean all = before == null || !before.site().equals(content.site());
            for (Kind kind : Kind.values()) {
                List<String> changed = changed(kind, all ? Optional.empty() : Optional.of(before), content);
                changed.parallelStream().forEach(id -> replace(kind, id, content));
            }
            before = content;
            return new SearchIndex(DirectoryReader.open(writer), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> changed(Kind kind, Optional<Content> before, Content now) {
        Stream<String> here = ids(now.shelf(kind).all());
        Stream<String> there = before.stream().flatMap(old -> ids(old.shelf(kind).all()));
        return new TreeSet<>(Stream.concat(here, there).toList()).stream()
                .filter(id -> !before.map(old -> old.shelf(kind).translations(id))
                        .equals(Optional.of(now.shelf(kind).translations(id))))
                .toList();
    }

    private static Stream<String> ids(Collection<? extends Map<String, ? extends Article>> articles) {
        return articles.stream().map(translations -> translations.values().iterator().next().text().id());
    }

    private void replace(Kind kind, String id, Content content) {
        List<Document> documents = new ArrayList<>();
        content.shelf(kind).translations(id).values().forEach(article -> documents.add(document(article, content)));
        try {
            writer.updateDocuments(new Term(Fields.ARTICLE, kind + "/" + id), documents);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Document document(Article article, Content content) {
        Article.Text text = article.text();
        String tag = text.language();
        Document document = new Document();
        document.add(new StringField(Fields.ARTICLE, article.kind() + "/" + text.id(), Store.NO));
        document.add(new StringField(Fields.KIND, article.kind().name(), Store.YES));
        document.add(new StoredField(Fields.ID, text.id()));
        document.add(new StringField(Fields.LANGUAGE, tag, Store.YES));
        text.topic().ifPresent(topic -> document.add(new StringField(Fields.TOPIC, topic, Store.NO)));
        content.site().languages().values().stream()
                .filter(visitor -> content.shelf(article.kind()).find(text.id(), visitor.chain())
                        .filter(article::equals).isPresent())
                .forEach(visitor -> document.add(new StringField(Fields.GIVEN_TO, visitor.tag(), Store.NO)));
        document.add(new TextField(Fields.title(tag), text.title(), Store.NO));
        document.add(new Field(Fields.text(tag), SearchIndex.words(text), TEXT));
        return document;
    }
}
