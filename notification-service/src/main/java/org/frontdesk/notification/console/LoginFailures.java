package org.frontdesk.notification.console;

import java.io.IOException;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;

/** What the login form answers to a wrong password, and to too many of them. */
class LoginFailures extends SimpleUrlAuthenticationFailureHandler {

    LoginFailures() {
        super("/login?error");
    }

    @Override
    public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
            AuthenticationException e) throws IOException, ServletException {
        if (e instanceof TooManyGuesses tooMany) {
            response.setHeader(HttpHeaders.RETRY_AFTER, tooMany.retryAfter());
            response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
        } else {
            super.onAuthenticationFailure(request, response, e);
        }
    }
}
