package org.frontdesk.notification.console;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

/**
 * Slows down who guesses passwords, and keeps out nobody else. Counted in this instance:
 * <ul>
 * <li>by name and address, so that whoever guesses a name from one address bars it there only;
 * <li>by name, for guesses from many addresses. Of each address only the first few count, or one alone would bar the name
 * everywhere. Where its owner was let in lately, this does not hold for them;
 * <li>by address, for guesses of many names. Many may share one, behind a proxy or an SSH tunnel, so this holds for names
 * only that are no operator's. It cannot be seen from outside which these are: a wrong password gets the same answer.
 * </ul>
 */
class Guesses {
    static final int FREE_OF_BOTH = 5;
    static final int FREE_OF_NAME = 20;
    static final int FREE_OF_ADDRESS = 20;
    private static final int OWNERS = 1_000;
    private static final Duration OWNERS_REMEMBERED = Duration.ofHours(12);

    private final Predicate<String> isOperator;
    private final WrongPasswords<Guess> ofBoth;
    private final WrongPasswords<String> ofName;
    private final WrongPasswords<String> ofAddress;
    private final Cache<Guess, Boolean> owners;

    Guesses(Predicate<String> isOperator, Ticker ticker) {
        this.isOperator = isOperator;
        this.ofBoth = new WrongPasswords<>(FREE_OF_BOTH, ticker);
        this.ofName = new WrongPasswords<>(FREE_OF_NAME, ticker);
        this.ofAddress = new WrongPasswords<>(FREE_OF_ADDRESS, ticker);
        this.owners = Caffeine.newBuilder().maximumSize(OWNERS).expireAfterWrite(OWNERS_REMEMBERED).ticker(ticker)
                .build();
    }

    /** How long nothing is compared, however right it may be; zero where it is now. */
    Duration bar(Guess guess) {
        return longest(ofBoth.pause(guess),
                owners.getIfPresent(guess) == null ? ofName.pause(guess.name()) : Duration.ZERO);
    }

    /** Whether it is worth a comparison: not of a name that is no operator's, from an address that sent many wrong ones. */
    boolean mayBeRight(Guess guess) {
        return isOperator.test(guess.name()) || ofAddress.pause(guess.address()).isZero();
    }

    void right(Guess guess) {
        owners.put(guess, true);
    }

    /** @return how long to wait, where the address sent many wrong ones; zero elsewhere, until the next one is {@link #bar barred} */
    Duration wrong(Guess guess) {
        if (ofBoth.add(guess) <= FREE_OF_BOTH) {
            ofName.add(guess.name());
        }
        if (ofAddress.pause(guess.address()).isZero()) {
            ofAddress.add(guess.address()); // once for each wait: in it, only what is an operator's is compared
        }
        var ofAll = ofAddress.pause(guess.address());
        return ofAll.isZero() ? ofAll : longest(ofAll, bar(guess));
    }

    private static Duration longest(Duration... pauses) {
        return Collections.max(List.of(pauses));
    }
}
