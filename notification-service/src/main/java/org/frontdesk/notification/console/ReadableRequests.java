package org.frontdesk.notification.console;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.StringUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a path or charset that cannot be read, on both ports and before any other filter: Spring's fail at them, and so
 * would its page for failures. Hence a plain answer.
 */
class ReadableRequests extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isPath(askedFor(request)) && isCharset(request.getCharacterEncoding())) {
            chain.doFilter(request, response);
        } else {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            response.setContentType(MediaType.TEXT_PLAIN_VALUE);
            response.getOutputStream().println("The path or the charset of the request cannot be read");
        }
    }

    /** What Tomcat refuses by itself comes here only on its way to the page for failures. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    private static String askedFor(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path
                ? path
                : request.getRequestURI();
    }

    private static boolean isPath(String path) {
        try {
            StringUtils.uriDecode(path, StandardCharsets.UTF_8);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isCharset(String name) {
        try {
            return name == null || Charset.isSupported(name);
        } catch (IllegalCharsetNameException e) {
            return false;
        }
    }
}
