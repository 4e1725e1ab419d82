package org.frontdesk.notification.console;

import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;

/** As Spring Security does it, which fails with a 500 at a form's token of the right length that was never one. */
class ForgedTokens implements CsrfTokenRequestHandler {
    private final CsrfTokenRequestHandler usual = new XorCsrfTokenRequestAttributeHandler();

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, Supplier<CsrfToken> token) {
        usual.handle(request, response, token);
    }

    /** @return null where there is none, which is refused */
    @Override
    public String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
        try {
            return usual.resolveCsrfTokenValue(request, token);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
