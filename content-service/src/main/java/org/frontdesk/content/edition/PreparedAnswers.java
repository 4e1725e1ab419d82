package org.frontdesk.content.edition;

import java.io.IOException;

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
    private static final int LONGEST = 1024;

    private final transient Editions editions;

    PreparedAnswers(Editions editions) {
        this.editions = editions;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Edition edition = editions.current();
        edition.hold(request);
        String asked = asked(request);
        boolean reads = request.getMethod().equals("GET");
        if (asked.length() > LONGEST || !reads && !request.getMethod().equals("HEAD")) {
            chain.doFilter(request, response);
            return;
        }
        PreparedAnswer prepared = edition.prepared().getIfPresent(asked);
        if (prepared != null) {
            prepared.write(request, response);
        } else if (reads) {
            prepare(edition, asked, request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void prepare(Edition edition, String asked, HttpServletRequest request,
            HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, answer);
        if (isPreparable(answer)) {
            PreparedAnswer prepared = new PreparedAnswer(answer, answer.getContentAsByteArray());
            edition.prepared().put(asked, prepared);
            answer.resetBuffer();
            prepared.write(request, response);
        } else {
            answer.copyBodyToResponse();
        }
    }

    /** An image has its tag from its name and does not get smaller. */
    private static boolean isPreparable(HttpServletResponse answer) {
        String cache = answer.getHeader(HttpHeaders.CACHE_CONTROL);
        return answer.getStatus() == HttpServletResponse.SC_OK && cache != null && !cache.contains("no-store")
                && answer.getHeader(HttpHeaders.ETAG) == null;
    }

    /** All that an answer depends on: the address and, where it leaves the language open, the header. */
    private static String asked(HttpServletRequest request) {
        String query = request.getQueryString();
        String address = query == null ? request.getRequestURI() : request.getRequestURI() + '?' + query;
        String accepted = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        return accepted == null ? address : address + '\n' + accepted;
    }
}
