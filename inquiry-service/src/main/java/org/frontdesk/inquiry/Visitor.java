package org.frontdesk.inquiry;

import java.util.Objects;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.web.util.InvalidUrlException;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What a request itself tells of its visitor's language.
 *
 * @param lang the query's parameter lang: the language of the hosted form
 */
record Visitor(String lang, String acceptLanguage) {

    static Visitor of(HttpServletRequest request) {
        return new Visitor(lang(request.getQueryString()),
                Objects.requireNonNullElse(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE), ""));
    }

    /** Not by getParameter, which would read the body of a posted form. */
    private static String lang(String query) {
        try {
            var lang = UriComponentsBuilder.newInstance().query(query).build().getQueryParams().getFirst("lang");
            return Objects.requireNonNullElse(lang, "");
        } catch (InvalidUrlException e) {
            return "";
        }
    }
}
