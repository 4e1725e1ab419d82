package org.frontdesk.content.edition;

import java.io.IOException;
import java.util.List;
import java.util.Objects;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Caches each response of the current edition as bytes: most of the cost of a response is finding the handler and
 * writing the JSON. Only JSON and XML with status 200 and without {@code no-store} are cached.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class ResponseCache extends HttpFilter {
    private static final long serialVersionUID = 1; // never serialized
    private static final int LONGEST_KEY = 1024; // longer URLs are rarely requested twice
    private static final int LARGEST_BODY = 4 << 20; // larger ones would displace too many others
    private static final List<MediaType> TYPES = MediaType
            .parseMediaTypes("application/json, application/*+json, application/xml, application/*+xml");

    private final transient Editions editions;

    ResponseCache(Editions editions) {
        this.editions = editions;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Edition edition = editions.current();
        edition.hold(request);
        if (isImage(request) || !request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            chain.doFilter(request, response);
            return;
        }
        CachedResponse cached = edition.responses().getIfPresent(urlKey(request));
        if (cached == null) {
            cached = edition.responses().getIfPresent(negotiatedKey(request));
        }
        if (cached != null) {
            cached.write(request, response);
        } else {
            render(edition, request, response, chain);
        }
    }

    private static void render(Edition edition, HttpServletRequest request, HttpServletResponse response,
            FilterChain chain) throws IOException, ServletException {
        var rendered = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, rendered);
        if (isCacheable(rendered)) {
            var cached = new CachedResponse(rendered, rendered.getContentAsByteArray());
            boolean varies = rendered.getHeaders(HttpHeaders.VARY).contains(HttpHeaders.ACCEPT_LANGUAGE);
            String key = varies ? negotiatedKey(request) : urlKey(request);
            if (isWorthKeeping(request, key, rendered)) {
                edition.responses().put(key, cached);
            }
            rendered.resetBuffer();
            cached.write(request, response);
        } else {
            rendered.copyBodyToResponse();
        }
    }

    /**
     * Images have an ETag already, do not compress, and would fill the memory. The servlet path is decoded and without
     * path parameters, as is what Spring matches: {@code /%69mages/} and {@code /images;a/} are images too.
     */
    private static boolean isImage(HttpServletRequest request) {
        return request.getServletPath().startsWith("/images/");
    }

    private static boolean isCacheable(HttpServletResponse response) {
        String cache = response.getHeader(HttpHeaders.CACHE_CONTROL);
        String type = response.getContentType();
        return response.getStatus() == HttpServletResponse.SC_OK && cache != null && !cache.contains("no-store")
                && type != null && TYPES.stream().anyMatch(text -> text.includes(MediaType.parseMediaType(type)));
    }

    /** Not a response to HEAD: its handler may have left out the body, which GET needs under the same key. */
    private static boolean isWorthKeeping(HttpServletRequest request, String key,
            ContentCachingResponseWrapper rendered) {
        return request.getMethod().equals("GET") && key.length() <= LONGEST_KEY
                && rendered.getContentSize() <= LARGEST_BODY;
    }

    /** Everything that the response depends on if the URL names the language. */
    private static String urlKey(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + '?' + query;
    }

    /** Everything that the response depends on if its language is negotiated. */
    private static String negotiatedKey(HttpServletRequest request) {
        return urlKey(request) + '\n' + Objects.toString(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE), "");
    }
}
