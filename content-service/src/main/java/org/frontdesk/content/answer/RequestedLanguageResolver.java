package org.frontdesk.content.answer;

import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;

import jakarta.servlet.http.HttpServletRequest;

import org.frontdesk.content.edition.Edition;
import org.frontdesk.content.edition.Editions;
import org.frontdesk.content.site.Site;
import org.frontdesk.content.site.Site.Language;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Determines the requested language: {@code lang} in the URL, otherwise Accept-Language (RFC 9110, section 12.5.4),
 * otherwise the site's default. {@code strict=true} excludes fallbacks.
 */
@Component
class RequestedLanguageResolver implements HandlerMethodArgumentResolver {
    /** The JDK's parser takes quadratic time: 16 ms for the longest header that Tomcat accepts. */
    private static final int LONGEST_HEADER = 500;

    private final Editions editions;

    RequestedLanguageResolver(Editions editions) {
        this.editions = editions;
    }

    /** @throws ProblemException if {@code lang} or {@code strict} is invalid, or the site does not have that language */
    private RequestedLanguage of(HttpServletRequest request) {
        boolean strict = isStrict(request.getParameter("strict"));
        RequestedLanguage requested = language(request);
        if (strict && !requested.declared()) {
            throw ProblemException.notTranslated(site(request).languages().keySet());
        }
        return strict ? requested.withoutFallbacks() : requested;
    }

    /** For the response to a request whose URL may be malformed: then only the header counts. */
    RequestedLanguage ofInvalid(HttpServletRequest request) {
        try {
            return language(request);
        } catch (RuntimeException e) {
            return negotiated(request);
        }
    }

    private RequestedLanguage language(HttpServletRequest request) {
        String lang = request.getParameter("lang");
        return lang == null || lang.isBlank() ? negotiated(request) : named(lang, site(request));
    }

    private Site site(HttpServletRequest request) {
        return Edition.of(request, editions).content().site();
    }

    private static RequestedLanguage named(String lang, Site site) {
        try {
            return requested(new Locale.Builder().setLanguageTag(lang).build(), site, false);
        } catch (IllformedLocaleException e) {
            throw ProblemException.parameter("lang", site.languages().keySet());
        }
    }

    /** The first range that the site has wins; otherwise the first range is the requested language. */
    private RequestedLanguage negotiated(HttpServletRequest request) {
        Site site = site(request);
        List<Locale> accepted = accepted(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        return accepted.stream().filter(locale -> site.declared(locale).isPresent()).findFirst()
                .or(() -> accepted.stream().findFirst()).map(locale -> requested(locale, site, true))
                .orElseGet(() -> requested(Locale.forLanguageTag(site.language()), site, true));
    }

    private static RequestedLanguage requested(Locale locale, Site site, boolean negotiated) {
        Locale plain = locale.stripExtensions();
        Language visitor = site.declared(plain).orElse(site.defaultLanguage());
        return new RequestedLanguage(plain.toLanguageTag(), visitor, site.declared(plain).isPresent(), visitor.chain(),
                negotiated,
                false);
    }

    /** A malformed header counts as none: a visitor cannot fix what the browser sends. */
    private static List<Locale> accepted(String header) {
        List<Locale> accepted = new ArrayList<>();
        try {
            for (LanguageRange range : header == null
                    ? List.<LanguageRange>of()
                    : LanguageRange.parse(beginning(header))) {
                if (range.getWeight() > 0 && !range.getRange().startsWith("*")) {
                    accepted.add(new Locale.Builder().setLanguageTag(range.getRange().replace("-*", "")).build());
                }
            }
        } catch (IllegalArgumentException | IllformedLocaleException e) {
            accepted.clear();
        }
        return accepted;
    }

    /** Up to a comma, so that no tag is cut into that of another language. */
    private static String beginning(String header) {
        return header.length() <= LONGEST_HEADER
                ? header
                : header.substring(0, Math.max(0, header.lastIndexOf(',', LONGEST_HEADER)));
    }

    private static boolean isStrict(String strict) {
        if (strict != null && !List.of("true", "false").contains(strict)) {
            throw ProblemException.parameter("strict", List.of("true", "false"));
        }
        return Boolean.parseBoolean(strict);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().equals(RequestedLanguage.class);
    }

    @Override
    public RequestedLanguage resolveArgument(MethodParameter parameter, ModelAndViewContainer container,
            NativeWebRequest request,
            WebDataBinderFactory factory) {
        return of(request.getNativeRequest(HttpServletRequest.class));
    }
}
