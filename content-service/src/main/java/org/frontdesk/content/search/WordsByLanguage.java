package org.frontdesk.content.search;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;

/** Cuts each field into words by the language in its name. */
final class WordsByLanguage extends DelegatingAnalyzerWrapper {
    static final WordsByLanguage ANALYSIS = new WordsByLanguage();

    private final Map<String, Words> byTag = new ConcurrentHashMap<>();

    private WordsByLanguage() {
        super(PER_FIELD_REUSE_STRATEGY);
    }

    Words in(String tag) {
        return byTag.computeIfAbsent(tag, Words::new);
    }

    @Override
    protected Analyzer getWrappedAnalyzer(String field) {
        return in(Fields.tag(field));
    }
}
