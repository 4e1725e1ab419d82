package org.frontdesk.inquiry.problem;

import java.io.IOException;
import java.util.Collections;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 400 to a Content-Type or Accept that begins with a quotation mark. Spring's parser (7.0) throws an
 * StringIndexOutOfBoundsException at it, which would become a 500.
 */
@Component
class MediaTypeFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isQuoted(request, HttpHeaders.CONTENT_TYPE) || isQuoted(request, HttpHeaders.ACCEPT)) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isQuoted(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name)).stream().map(MimeTypeUtils::tokenize)
                .anyMatch(types -> types.stream().anyMatch(type -> type.strip().startsWith("\"")));
    }
}
