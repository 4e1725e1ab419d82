package org.frontdesk.inquiry.server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.frontdesk.inquiry.site.Site;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The security headers of every response, and CORS. Only the site may frame the form. form-action includes the origins
 * of {@code next}, because browsers apply it to the redirect too. Nothing may be stored, except what sets its own
 * Cache-Control.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class PublicHeaders extends OncePerRequestFilter {
    private final String policy;

    PublicHeaders(Site site) {
        var next = site.forms().values().stream().flatMap(form -> form.next().stream()).map(PublicHeaders::origin);
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
        // The URL can contain a topic, which is health data, so other sites must not see it. Our own POST keeps its
        // Origin.
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // On every response: a cache must not serve a response without CORS headers to a page of the site (see Cors).
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        chain.doFilter(request, response);
    }

    /**
     * CORS (Fetch Standard, 3.2): only pages of the site's origins may read responses. Requests from other origins are
     * not refused, because a plain form may come from a CMS on another host or from a page saved to disk. Without
     * cookies such a request can do nothing that any other client could not.
     */
    @Configuration(proxyBeanMethods = false)
    static class Cors {

        @Bean
        CorsFilter corsFilter(Site site) {
            var allowed = new CorsConfiguration();
            allowed.setAllowedOrigins(site.origins());
            allowed.setAllowedMethods(List.of("GET", "POST"));
            allowed.setAllowedHeaders(List.of(HttpHeaders.CONTENT_TYPE, "Idempotency-Key"));
            allowed.setExposedHeaders(List.of(HttpHeaders.RETRY_AFTER));
            allowed.setMaxAge(Duration.ofHours(1));
            return new CorsFilter(request -> allowed.checkOrigin(request.getHeader(HttpHeaders.ORIGIN)) == null
                    ? null
                    : allowed);
        }
    }
}
