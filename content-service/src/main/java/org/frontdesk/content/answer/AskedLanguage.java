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
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Finds out which language a request asks for: {@code lang=} in the address, else Accept-Language (RFC 9110, section
 * 12.5.4), else the site's default. {@code strict=true} asks for that language or nothing.
 */
@Component
class AskedLanguage implements HandlerMethodArgumentResolver, WebMvcConfigurer {
    private final Editions editions;

    AskedLanguage(Editions editions) {
        this.editions = editions;
    }

    /** @throws Refused where {@code lang} or {@code strict} cannot be understood or met */
    Asked of(HttpServletRequest request) {
        boolean strict = isStrict(request.getParameter("strict"));
        Asked asked = language(request);
        if (strict && !asked.declared()) {
            throw Refused.untranslated(site(request).languages().keySet());
        }
        return strict ? asked.strictly() : asked;
    }

    /** For the answer to a request whose address may be wrong in any way: then the header decides. */
    Asked ofWrong(HttpServletRequest request) {
        try {
            return language(request);
        } catch (RuntimeException e) {
            return negotiated(request);
        }
    }

    private Asked language(HttpServletRequest request) {
        String lang = request.getParameter("lang");
        return lang == null || lang.isBlank() ? negotiated(request) : named(lang, site(request));
    }

    private Site site(HttpServletRequest request) {
        return Edition.of(request, editions).content().site();
    }

    private static Asked named(String lang, Site site) {
        try {
            return asked(new Locale.Builder().setLanguageTag(lang).build(), site, false);
        } catch (IllformedLocaleException e) {
            throw Refused.parameter("lang", site.languages().keySet());
        }
    }

    /** The first range that is declared wins; where none is, the first is what was asked. */
    private Asked negotiated(HttpServletRequest request) {
        Site site = site(request);
        List<Locale> wanted = wanted(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        return wanted.stream().filter(locale -> site.declared(locale).isPresent()).findFirst()
                .or(() -> wanted.stream().findFirst()).map(locale -> asked(locale, site, true))
                .orElseGet(() -> asked(Locale.forLanguageTag(site.language()), site, true));
    }

    private static Asked asked(Locale locale, Site site, boolean negotiated) {
        Locale plain = locale.stripExtensions();
        Language visitor = site.declared(plain).orElse(site.defaultLanguage());
        return new Asked(plain.toLanguageTag(), visitor, site.declared(plain).isPresent(), visitor.chain(), negotiated,
                false);
    }

    /** A header that breaks the grammar counts as none, for a browser's setting is nothing a visitor could mend. */
    private static List<Locale> wanted(String header) {
        List<Locale> wanted = new ArrayList<>();
        try {
            for (LanguageRange range : header == null ? List.<LanguageRange>of() : LanguageRange.parse(header)) {
                if (range.getWeight() > 0 && !range.getRange().startsWith("*")) {
                    wanted.add(new Locale.Builder().setLanguageTag(range.getRange().replace("-*", "")).build());
                }
            }
        } catch (IllegalArgumentException | IllformedLocaleException e) {
            wanted.clear();
        }
        return wanted;
    }

    private static boolean isStrict(String strict) {
        if (strict != null && !List.of("true", "false").contains(strict)) {
            throw Refused.parameter("strict", List.of("true", "false"));
        }
        return Boolean.parseBoolean(strict);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().equals(Asked.class);
    }

    @Override
    public Asked resolveArgument(MethodParameter parameter, ModelAndViewContainer container, NativeWebRequest request,
            WebDataBinderFactory factory) {
        return of(request.getNativeRequest(HttpServletRequest.class));
    }
}
