package org.frontdesk.inquiry;

import static org.frontdesk.inquiry.publishing.InquirySubmitted.LanguageSource.DEFAULT;
import static org.frontdesk.inquiry.publishing.InquirySubmitted.LanguageSource.FIELD;
import static org.frontdesk.inquiry.publishing.InquirySubmitted.LanguageSource.HEADER;
import static org.frontdesk.inquiry.publishing.InquirySubmitted.LanguageSource.PAGE;
import static org.frontdesk.inquiry.publishing.InquirySubmitted.LanguageSource.SCRIPT;

import java.util.List;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import java.util.function.Supplier;

import org.frontdesk.inquiry.publishing.InquirySubmitted.LanguageSource;
import org.frontdesk.inquiry.site.Language;
import org.frontdesk.inquiry.site.Site;
import org.frontdesk.inquiry.submission.Submission;

import org.springframework.web.util.InvalidUrlException;
import org.springframework.web.util.UriComponentsBuilder;

/** Which of the site's languages a visitor is answered in, and what told it. */
record LanguageChoice(Language language, LanguageSource source) {

    /** The first that names a declared language: field, page, Accept-Language, script of the message, default. */
    static LanguageChoice of(Site site, Submission submission, Visitor visitor) {
        return first(FIELD, () -> site.match(submission.value("language")))
                .or(() -> first(PAGE, () -> site.match(visitor.lang())))
                .or(() -> first(PAGE, () -> ofPage(site, submission.value("page"))))
                .or(() -> first(HEADER, () -> ofHeader(site, visitor.acceptLanguage())))
                .or(() -> first(SCRIPT, () -> ofScript(site, submission.value("message"))))
                .orElseGet(() -> new LanguageChoice(site.standard(), DEFAULT));
    }

    /** For a request of which nothing more is known. */
    static Language of(Site site, Visitor visitor) {
        return site.match(visitor.lang()).or(() -> ofHeader(site, visitor.acceptLanguage())).orElse(site.standard());
    }

    private static Optional<LanguageChoice> first(LanguageSource source, Supplier<Optional<Language>> told) {
        return told.get().map(language -> new LanguageChoice(language, source));
    }

    /** A page's address tells its language by a parameter lang or by its first path segment. */
    private static Optional<Language> ofPage(Site site, String page) {
        try {
            var address = UriComponentsBuilder.fromUriString(page).build();
            return site.match(address.getQueryParams().getFirst("lang"))
                    .or(() -> address.getPathSegments().stream().findFirst().flatMap(site::match));
        } catch (InvalidUrlException e) {
            return Optional.empty();
        }
    }

    /** RFC 9110, 12.5.4: by descending weight; a weight of 0 means not wanted. */
    private static Optional<Language> ofHeader(Site site, String header) {
        return ranges(header).stream().filter(range -> range.getWeight() > 0)
                .map(range -> site.match(range.getRange())).flatMap(Optional::stream).findFirst();
    }

    private static List<LanguageRange> ranges(String header) {
        try {
            return header.isBlank() ? List.of() : LanguageRange.parse(header);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /** The default goes before others of its script: Latin letters do not tell English from German. */
    private static Optional<Language> ofScript(Site site, String message) {
        return Language.script(message).flatMap(script -> {
            var written = site.languages().values().stream()
                    .filter(language -> language.script().filter(script::equals).isPresent()).toList();
            return written.contains(site.standard()) ? Optional.of(site.standard()) : written.stream().findFirst();
        });
    }
}
