package org.frontdesk.content.edition;

import java.io.IOException;
import java.util.Objects;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.util.ContentCachingResponseWrapper;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Answers from bytes that were prepared when the same was first asked of this edition: most of what an answer costs is
 * finding the handler and writing JSON. What is not a 200, and what may not be stored, goes through as it is.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class PreparedAnswers extends HttpFilter {
    private static final long serialVersionUID = 1; // never leaves the process
    private static final int LONGEST = 1024; // what is asked at greater length is asked once

    private final transient Editions editions;

    PreparedAnswers(Editions editions) {
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
        PreparedAnswer prepared = edition.prepared().getIfPresent(address(request));
        if (prepared == null) {
            prepared = edition.prepared().getIfPresent(negotiated(request));
        }
        if (prepared != null) {
            prepared.write(request, response);
        } else {
            prepare(edition, request, response, chain);
        }
    }

    private static void prepare(Edition edition, HttpServletRequest request, HttpServletResponse response,
            FilterChain chain) throws IOException, ServletException {
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, answer);
        if (isPreparable(answer)) {
            PreparedAnswer prepared = new PreparedAnswer(answer, answer.getContentAsByteArray());
            boolean varies = answer.getHeaders(HttpHeaders.VARY).contains(HttpHeaders.ACCEPT_LANGUAGE);
            String asked = varies ? negotiated(request) : address(request);
            if (asked.length() <= LONGEST) {
                edition.prepared().put(asked, prepared);
            }
            answer.resetBuffer();
            prepared.write(request, response);
        } else {
            answer.copyBodyToResponse();
        }
    }

    /** It has its tag from its name, does not get smaller, and many at once would fill the memory. */
    private static boolean isImage(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/images/");
    }

    private static boolean isPreparable(HttpServletResponse answer) {
        String cache = answer.getHeader(HttpHeaders.CACHE_CONTROL);
        return answer.getStatus() == HttpServletResponse.SC_OK && cache != null && !cache.contains("no-store");
    }

    /** All that an answer depends on whose address says the language. */
    private static String address(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + '?' + query;
    }

    /** All that an answer depends on that says it varies by the header. */
    private static String negotiated(HttpServletRequest request) {
        return address(request) + '\n' + Objects.toString(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE), "");
    }
}
