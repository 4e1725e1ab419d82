package org.frontdesk.inquiry;

import java.time.Duration;
import java.util.List;

import org.frontdesk.inquiry.site.Site;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;

/**
 * Which pages may read answers (Fetch Standard, 3.2): those of the site's origins, letter for letter. Others get no
 * such headers, and no refusal either: their plain form may be a CMS on another host or a page saved to disk, and
 * since no cookie tells one visitor from another, a foreign page can send nothing that anybody could not.
 */
@Configuration(proxyBeanMethods = false)
class Cors {

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
