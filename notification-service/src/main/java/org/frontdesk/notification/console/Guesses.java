package org.frontdesk.notification.console;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

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

    /**
     * Under what a login is counted.
     *
     * @param name in lower case, for that is how operators are looked up; empty where it is too long to be one
     * @param address of an IPv6 client its /64, for one machine has all of that
     */
    record Guess(String name, String address) {

        static Guess of(Authentication login) {
            return new Guess(login.getName(),
                    login.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "");
        }

        Guess {
            name = name.length() > Operators.LONGEST_NAME ? "" : name.toLowerCase(Locale.ROOT);
            address = network(address);
        }

        private static String network(String address) {
            try {
                return InetAddress.ofLiteral(address) instanceof Inet6Address v6
                        ? HexFormat.of().formatHex(Arrays.copyOf(v6.getAddress(), 8))
                        : address;
            } catch (IllegalArgumentException e) {
                return address;
            }
        }
    }
}
