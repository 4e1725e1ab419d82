package org.frontdesk.notification.console;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Checks name and password, and slows down who guesses: after five wrong tries for one name from one address, five more
 * only after a minute. By both, so that nobody can lock an operator out from elsewhere.
 */
class Login extends DaoAuthenticationProvider {
    private static final int TRIES = 5;
    private static final long WITHIN = 60_000_000_000L;
    private static final int REMEMBERED = 10_000;

    private record Guesser(String name, String address) {}

    /** What one guesser got wrong lately, and how many comparisons are under way. */
    private static final class Tries {
        private final ArrayDeque<Long> wrong = new ArrayDeque<>();
        private int comparing;
    }

    /** The eldest is forgotten first, so that guessing takes time but no memory. */
    @SuppressWarnings("serial")
    private final Map<Guesser, Tries> tries = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Guesser, Tries> eldest) {
            return size() > REMEMBERED;
        }
    };

    Login(UserDetailsService operators) {
        super(operators);
        setPasswordEncoder(new BCryptPasswordEncoder());
    }

    @Override
    public Authentication authenticate(Authentication login) throws AuthenticationException {
        var guesser = new Guesser(login.getName(),
                login.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "");
        var tried = begin(guesser);
        var wrong = true;
        try {
            var known = super.authenticate(login);
            wrong = false;
            return known;
        } finally {
            end(tried, wrong);
        }
    }

    /** Where as many are being compared as may still be wrong, the next waits: a hundred at once would all be the first. */
    private synchronized Tries begin(Guesser guesser) {
        var tried = tries.computeIfAbsent(guesser, ignored -> new Tries());
        while (mayBeWrong(tried) > 0 && tried.comparing >= mayBeWrong(tried)) {
            await();
        }
        if (mayBeWrong(tried) == 0) {
            throw new LockedException("Too many wrong passwords: try again in a minute");
        }
        tried.comparing++;
        return tried;
    }

    private static int mayBeWrong(Tries tried) {
        var now = System.nanoTime();
        tried.wrong.removeIf(at -> now - at > WITHIN);
        return TRIES - tried.wrong.size();
    }

    private void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuthenticationServiceException("Stopped while a login waited: try again", e);
        }
    }

    private synchronized void end(Tries tried, boolean wrong) {
        tried.comparing--;
        if (wrong) {
            tried.wrong.add(System.nanoTime());
        } else {
            tried.wrong.clear();
        }
        notifyAll();
    }
}
