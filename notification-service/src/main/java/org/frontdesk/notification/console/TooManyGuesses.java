package org.frontdesk.notification.console;

import java.io.IOException;
import java.time.Duration;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AccountStatusException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;

/** Nothing is compared for a while, after too many wrong passwords. */
class TooManyGuesses extends AccountStatusException {
    private static final long serialVersionUID = 1;

    private final long seconds;

    TooManyGuesses(Duration wait) {
        super("Too many wrong passwords: try again in " + seconds(wait) + " s");
        this.seconds = seconds(wait);
    }

    /** For Retry-After. */
    String retryAfter() {
        return Long.toString(seconds);
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    }

    /** What the login form answers to a wrong password, and to too many of them. */
    static class LoginAnswer extends SimpleUrlAuthenticationFailureHandler {

        LoginAnswer() {
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
}
