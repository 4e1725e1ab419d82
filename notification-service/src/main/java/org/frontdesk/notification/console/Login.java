package org.frontdesk.notification.console;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import com.github.benmanes.caffeine.cache.Ticker;
import org.frontdesk.notification.console.LoginThrottle.Attempt;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AccountStatusException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.provisioning.UserDetailsManager;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;

/**
 * Checks name and password, as often as {@link LoginThrottle} permits. Spring Security's events are not used for
 * counting, because they follow the comparison: of a hundred concurrent logins all would be compared before the first
 * is counted. So logins with one name are compared one after the other, and in total on at most half of the processors.
 */
class Login extends DaoAuthenticationProvider {
    private static final int CONCURRENT = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    private static final String NOT_COMPARED = "not compared";

    private final LoginThrottle throttle;
    private final Semaphore comparisons = new Semaphore(CONCURRENT, true);
    private final Lock[] compared = locks();
    private final Lock[] pretended = locks();
    private volatile long comparisonNanos;

    /** @param cost of the operators' hashes: comparing an unknown name with a dummy hash must take as long */
    Login(UserDetailsManager operators, int cost, Ticker ticker) {
        super(operators);
        throttle = new LoginThrottle(operators::userExists, ticker);
        setPasswordEncoder(new BCryptPasswordEncoder(cost));
    }

    @Override
    public Authentication authenticate(Authentication login) throws AuthenticationException {
        var attempt = Attempt.of(login);
        refuseIfBlocked(attempt);
        return throttle.isWorthChecking(attempt)
                ? inOrder(compared, attempt, () -> compare(attempt, login))
                : inOrder(pretended, attempt, this::pretend);
    }

    private void refuseIfBlocked(Attempt attempt) {
        var pause = throttle.blockedFor(attempt);
        if (pause.isPositive()) {
            throw new TooManyAttempts(pause);
        }
    }

    /** Its own for pretended comparisons, or logins with unknown names would hold up the operators'. */
    private static Lock[] locks() {
        return Stream.generate(() -> new ReentrantLock(true)).limit(64).toArray(Lock[]::new);
    }

    /**
     * After the earlier logins with this name are compared and counted. Pretended ones wait for each other too: otherwise
     * concurrent logins would reveal by their time which names are an operator's.
     */
    private Authentication inOrder(Lock[] locks, Attempt attempt, Supplier<Authentication> comparison) {
        var lock = locks[Math.floorMod(attempt.name().hashCode(), locks.length)];
        lock.lock();
        try {
            refuseIfBlocked(attempt);
            return counted(attempt, comparison);
        } finally {
            lock.unlock();
        }
    }

    private Authentication counted(Attempt attempt, Supplier<Authentication> comparison) {
        try {
            var authenticated = comparison.get();
            throttle.right(attempt);
            return authenticated;
        } catch (BadCredentialsException e) {
            var pause = throttle.wrong(attempt);
            throw pause.isZero() ? e : new TooManyAttempts(pause);
        }
    }

    private Authentication compare(Attempt attempt, Authentication login) {
        comparisons.acquireUninterruptibly();
        try {
            if (!throttle.isWorthChecking(attempt)) { // others failed while this one waited, which took long enough
                throw new BadCredentialsException(NOT_COMPARED);
            }
            return compareNow(login);
        } finally {
            comparisons.release();
        }
    }

    private Authentication compareNow(Authentication login) {
        var began = System.nanoTime();
        try {
            return super.authenticate(login);
        } finally {
            comparisonNanos = System.nanoTime() - began;
        }
    }

    /** Takes as long as a comparison, otherwise the time would reveal which names are an operator's. */
    private Authentication pretend() {
        LockSupport.parkNanos(comparisonNanos);
        throw new BadCredentialsException(NOT_COMPARED);
    }

    /** After too many wrong passwords nothing is compared for a while. */
    static class TooManyAttempts extends AccountStatusException {
        private static final long serialVersionUID = 1;

        private final long seconds;

        TooManyAttempts(Duration wait) {
            super("Too many wrong passwords: try again in " + seconds(wait) + " s");
            this.seconds = seconds(wait);
        }

        String retryAfter() {
            return Long.toString(seconds);
        }

        private static long seconds(Duration wait) {
            return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
        }
    }

    /** The login form's response to a wrong password, and to too many of them. */
    static class FailureHandler extends SimpleUrlAuthenticationFailureHandler {

        FailureHandler() {
            super("/login?error");
        }

        @Override
        public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
                AuthenticationException e) throws IOException, ServletException {
            if (e instanceof TooManyAttempts tooMany) {
                response.setHeader(HttpHeaders.RETRY_AFTER, tooMany.retryAfter());
                response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
            } else {
                super.onAuthenticationFailure(request, response, e);
            }
        }
    }
}
