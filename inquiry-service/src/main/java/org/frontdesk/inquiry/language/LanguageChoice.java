package org.frontdesk.inquiry.language;

import java.util.List;
import java.util.Locale.LanguageRange;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;

import org.frontdesk.inquiry.site.Language;
import org.frontdesk.inquiry.site.Site;
import org.frontdesk.inquiry.submission.Submission;

import org.springframework.http.HttpHeaders;
import org.springframework.web.util.InvalidUrlException;
import org.springframework.web.util.UriComponentsBuilder;

/** The language in which a visitor is answered, and where it was taken from. */
public record LanguageChoice(Language language, Source source) {
    private static final int MAX_HEADER = 500;
    public enum Source {
        FIELD, PAGE, HEADER, SCRIPT, DEFAULT
    }

    /**
     * What an HTTP request says about the visitor's language.
     *
     * @param lang the query parameter lang, which is the language of the hosted form
     */
    public record LanguageHints(String lang, String acceptLanguage) {

        public static LanguageHints of(HttpServletRequest request) {
            return new LanguageHints(lang(request.getQueryString()),
                    Objects.requireNonNullElse(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE), ""));
        }

        /** Not with getParameter, which would read the body of a POST. */
        private static String lang(String query) {
            try {
                var lang = UriComponentsBuilder.newInstance().query(query).build().getQueryParams().getFirst("lang");
                return Objects.requireNonNullElse(lang, "");
            } catch (InvalidUrlException e) {
                return "";
            }
        }
    }

    /** The first that names a declared language: field, page, Accept-Language, script of the message, default. */
    public static LanguageChoice of(Site site, Submission submission, LanguageHints hints) {
        return first(Source.FIELD, () -> site.match(submission.value("language")))
                .or(() -> first(Source.PAGE, () -> site.match(hints.lang())))
                .or(() -> first(Source.PAGE, () -> ofPage(site, submission.value("page"))))
                .or(() -> first(Source.HEADER, () -> ofHeader(site, hints.acceptLanguage())))
                .or(() -> first(Source.SCRIPT, () -> ofScript(site, submission.value("message"))))
                .orElseGet(() -> new LanguageChoice(site.standard(), Source.DEFAULT));
    }

    /** For a request without a submission. */
    public static Language of(Site site, LanguageHints hints) {
        return site.match(hints.lang()).or(() -> ofHeader(site, hints.acceptLanguage())).orElse(site.standard());
    }

    private static Optional<LanguageChoice> first(Source source, Supplier<Optional<Language>> lookup) {
        return lookup.get().map(language -> new LanguageChoice(language, source));
    }

    /** The language of a page's URL: its parameter lang, else its first path segment. */
    private static Optional<Language> ofPage(Site site, String page) {
        try {
            var address = UriComponentsBuilder.fromUriString(page).build();
            return site.match(address.getQueryParams().getFirst("lang"))
                    .or(() -> address.getPathSegments().stream().findFirst().flatMap(site::match));
        } catch (InvalidUrlException e) {
            return Optional.empty();
        }
    }

    /** RFC 9110, 12.5.4: by descending weight; 0 means not acceptable. */
    private static Optional<Language> ofHeader(Site site, String header) {
        return ranges(header).stream().filter(range -> range.getWeight() > 0)
                .map(range -> site.match(range.getRange())).flatMap(Optional::stream).findFirst();
    }

    private static List<LanguageRange> ranges(String header) {
        try {
            return header.isBlank() ? List.of() : LanguageRange.parse(firstOf(header));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /** The first languages only: parsing takes quadratic time, and no browser sends more. */
    private static String firstOf(String header) {
        return header.length() <= MAX_HEADER ? header : header.substring(0, MAX_HEADER).replaceFirst(",[^,]*$", "");
    }

    /** Prefers the default among languages of the same script: Latin letters do not tell English from German. */
    private static Optional<Language> ofScript(Site site, String message) {
        return Language.script(message).flatMap(script -> {
            var written = site.languages().values().stream()
                    .filter(language -> language.script().filter(script::equals).isPresent()).toList();
            return written.contains(site.standard()) ? Optional.of(site.standard()) : written.stream().findFirst();
        });
    }
}
