package org.frontdesk.content.search;

import java.io.IOException;

import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * One apostrophe for all that keyboards have, and no stress marks, tatweel or soft hyphens, which some write and most do
 * not. Done word by word: Lucene's filter of characters costs a tenth of all indexing.
 */
final class Signs extends TokenFilter {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

    Signs(TokenStream words) {
        super(words);
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (!input.incrementToken()) {
            return false;
        }
        char[] letters = term.buffer();
        int kept = 0;
        for (int i = 0; i < term.length(); i++) {
            char letter = letters[i];
            if (letter != '\u0301' && letter != '\u0640' && letter != '\u00ad') {
                letters[kept++] = letter == '\u2019' || letter == '\u2018' || letter == '\u02bc' ? '\'' : letter;
            }
        }
        term.setLength(kept);
        return true;
    }
}
