package org.frontdesk.content.answer;

import java.util.List;

import org.frontdesk.content.site.Site.Language;

/**
 * The language that a request asks for.
 *
 * @param tag as requested; the site's default if no language was requested
 * @param visitor the site's language for everything around an article: phone numbers, labels, errors
 * @param declared whether the site has the requested language
 * @param chain the languages in which to look for an article, in order; if the site does not have the requested
 *        language, the chain of its default language
 * @param negotiated whether it came from the header, not from the URL
 */
record RequestedLanguage(String tag, Language visitor, boolean declared, List<String> chain, boolean negotiated,
        boolean strict) {
    RequestedLanguage withoutFallbacks() {
        return new RequestedLanguage(tag, visitor, declared, List.of(visitor.tag()), negotiated, true);
    }

    /**
     * The requested and the given language: the member {@code language} of every response and of every item of a list.
     *
     * @param asked as in the URL or the header, in canonical form, such as {@code ar-EG}
     * @param given the language of the text
     * @param fallback whether that is another language than requested; {@code en} for {@code en-GB} is not
     * @param direction of the given language: {@code ltr} or {@code rtl}
     */
    record Given(String asked, String given, boolean fallback, String direction) {}

    Given given(Language language) {
        boolean fallback = !declared || !language.tag().equals(visitor.tag());
        return new Given(tag, language.tag(), fallback, language.direction());
    }
}
