package org.frontdesk.inquiry;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.frontdesk.inquiry.site.Site;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What every answer says to browsers. Only the site may frame the form; form-action names the addresses of next too,
 * since browsers hold the redirect after a form to it. Nothing but the style sheet, which says so itself, is stored.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class PageHeaders extends OncePerRequestFilter {
    private final String policy;

    PageHeaders(Site site) {
        var next = site.forms().values().stream().flatMap(form -> form.next().stream()).map(PageHeaders::origin);
        policy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action " + sources(next)
                + "; frame-ancestors " + sources(site.origins().stream());
    }

    private static String sources(Stream<String> origins) {
        return Stream.concat(Stream.of("'self'"), origins).distinct().collect(Collectors.joining(" "));
    }

    private static String origin(String address) {
        return address.replaceFirst("^(https?://[^/?#]+).*$", "$1");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("Content-Security-Policy", policy);
        response.setHeader("X-Content-Type-Options", "nosniff");
        // The address can hold a topic, which is a health matter: no other site learns it. Our own POST keeps Origin.
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // For pages of other origins too: a cache must not give them an answer that has no word of them (see Cors).
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        chain.doFilter(request, response);
    }
}
