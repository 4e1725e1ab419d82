package org.frontdesk.notification.console;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

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

    /** The eldest is forgotten first, so that guessing takes time but no memory. */
    @SuppressWarnings("serial")
    private final Map<Guesser, ArrayDeque<Long>> tries = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Guesser, ArrayDeque<Long>> eldest) {
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
        // Counted before the slow comparison, or a hundred at once would all be the first.
        if (!mayTry(guesser)) {
            throw new LockedException("Too many wrong passwords: try again in a minute");
        }
        var known = super.authenticate(login);
        forget(guesser);
        return known;
    }

    private synchronized boolean mayTry(Guesser guesser) {
        var now = System.nanoTime();
        var last = tries.computeIfAbsent(guesser, ignored -> new ArrayDeque<>());
        last.removeIf(at -> now - at > WITHIN);
        return last.size() < TRIES && last.add(now);
    }

    private synchronized void forget(Guesser guesser) {
        tries.remove(guesser);
    }
}
