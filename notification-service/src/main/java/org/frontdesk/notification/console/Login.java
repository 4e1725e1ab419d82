package org.frontdesk.notification.console;

import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Ticker;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.provisioning.UserDetailsManager;

/**
 * Checks name and password, as far as {@link Guesses} lets it. Counted here and not by Spring Security's events, which come
 * after a comparison: of a hundred at once, all would be compared before the first is counted. So passwords of one name are
 * compared one after the other, and in all at most on half of the processors.
 */
class Login extends DaoAuthenticationProvider {
    private static final int AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private static final String NOT_COMPARED = "not compared";

    private final Guesses guesses;
    private final Semaphore comparisons = new Semaphore(AT_ONCE, true);
    private final Lock[] turns = Stream.generate(() -> new ReentrantLock(true)).limit(64).toArray(Lock[]::new);
    private volatile long comparisonTakes;

    /** @param cost of the operators' hashes: an unknown name is compared with a made-up one, which must take as long */
    Login(UserDetailsManager operators, int cost, Ticker ticker) {
        super(operators);
        guesses = new Guesses(operators::userExists, ticker);
        setPasswordEncoder(new BCryptPasswordEncoder(cost));
    }

    @Override
    public Authentication authenticate(Authentication login) throws AuthenticationException {
        var guess = Guesses.Guess.of(login);
        refuseIfBarred(guess);
        return guesses.mayBeRight(guess) ? inTurn(guess, login) : counted(guess, this::pretend);
    }

    private void refuseIfBarred(Guesses.Guess guess) {
        var pause = guesses.bar(guess);
        if (pause.isPositive()) {
            throw new TooManyGuesses(pause);
        }
    }

    /** After its name's guesses before it are compared and counted. */
    private Authentication inTurn(Guesses.Guess guess, Authentication login) {
        var turn = turns[Math.floorMod(guess.name().hashCode(), turns.length)];
        turn.lock();
        try {
            refuseIfBarred(guess);
            return counted(guess, () -> compare(guess, login));
        } finally {
            turn.unlock();
        }
    }

    private Authentication counted(Guesses.Guess guess, Supplier<Authentication> comparison) {
        try {
            var known = comparison.get();
            guesses.right(guess);
            return known;
        } catch (BadCredentialsException e) {
            var pause = guesses.wrong(guess);
            throw pause.isZero() ? e : new TooManyGuesses(pause);
        }
    }

    private Authentication compare(Guesses.Guess guess, Authentication login) {
        comparisons.acquireUninterruptibly();
        try {
            if (!guesses.mayBeRight(guess)) { // others may have been wrong while it waited, which took long enough
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
            comparisonTakes = System.nanoTime() - began;
        }
    }

    /** As long as a comparison takes, or it would show which names are an operator's. */
    private Authentication pretend() {
        LockSupport.parkNanos(comparisonTakes);
        throw new BadCredentialsException(NOT_COMPARED);
    }
}
