package org.frontdesk.content.answer;

import java.util.List;

import org.frontdesk.content.site.Site.Language;

/**
 * The language a request asks for.
 *
 * @param tag as asked; the site's default where nothing was asked
 * @param visitor the declared language for all that is said around an article: phone lines, labels, errors
 * @param chain the languages to look for an article in, in order; of one that is not declared, the default's
 * @param negotiated whether it came from the header and not from the address
 */
record Asked(String tag, Language visitor, boolean declared, List<String> chain, boolean negotiated, boolean strict) {
    /** Without any standing in for another. */
    Asked strictly() {
        return new Asked(tag, visitor, declared, List.of(visitor.tag()), negotiated, true);
    }

    /**
     * Which language was asked and which is given; a member {@code language} of every answer and of every item in a list.
     *
     * @param asked as in the address or the header, in its canonical form, such as {@code ar-EG}
     * @param given the declared language of the text
     * @param fallback whether another language stands in for the one asked; {@code en} for {@code en-GB} does not
     * @param direction of the given language: {@code ltr} or {@code rtl}
     */
    record Given(String asked, String given, boolean fallback, String direction) {}

    Given given(Language language) {
        boolean fallback = !declared || !language.tag().equals(visitor.tag());
        return new Given(tag, language.tag(), fallback, language.direction());
    }
}
