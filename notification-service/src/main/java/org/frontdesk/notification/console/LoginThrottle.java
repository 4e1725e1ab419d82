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
 * Slows down password guessing without locking out operators. Rate limiter libraries count by a single key, which would
 * do one or the other. Counted per instance:
 * <ul>
 * <li>by name and address, so that guessing a name from one address blocks it only from there;
 * <li>by name, against guessing from many addresses. Only the first few guesses of each address count, otherwise a
 * single address could block the name everywhere. It does not apply to an address from which that operator logged in
 * recently;
 * <li>by address, against guessing many names. Many users may share an address, behind a proxy or an SSH tunnel, so
 * this applies only to names that are not an operator's. It cannot be used to find out which names are: a wrong
 * password gets the same response.
 * </ul>
 */
class LoginThrottle {
    static final int FREE_BY_BOTH = 5;
    static final int FREE_BY_NAME = 20;
    static final int FREE_BY_ADDRESS = 20;
    private static final int MAX_KNOWN = 1_000;
    private static final Duration KNOWN_FOR = Duration.ofHours(12);

    private final Predicate<String> isOperator;
    private final WrongPasswords<Attempt> byBoth;
    private final WrongPasswords<String> byName;
    private final WrongPasswords<String> byAddress;
    private final Cache<Attempt, Boolean> known;

    LoginThrottle(Predicate<String> isOperator, Ticker ticker) {
        this.isOperator = isOperator;
        this.byBoth = new WrongPasswords<>(FREE_BY_BOTH, ticker);
        this.byName = new WrongPasswords<>(FREE_BY_NAME, ticker);
        this.byAddress = new WrongPasswords<>(FREE_BY_ADDRESS, ticker);
        this.known = Caffeine.newBuilder().maximumSize(MAX_KNOWN).expireAfterWrite(KNOWN_FOR).ticker(ticker).build();
    }

    /** How long this login is refused even with the right password; zero if it may be tried now. */
    Duration blockedFor(Attempt attempt) {
        return longest(byBoth.pause(attempt),
                known.getIfPresent(attempt) == null ? byName.pause(attempt.name()) : Duration.ZERO);
    }

    /** Whether to check the password: not for an unknown name from an address that sent many wrong ones. */
    boolean isWorthChecking(Attempt attempt) {
        return isOperator.test(attempt.name()) || byAddress.pause(attempt.address()).isZero();
    }

    void right(Attempt attempt) {
        known.put(attempt, true);
    }

    /**
     * @return how long to wait if the address sent many wrong passwords; otherwise zero, and the next login may be
     *        {@link #blockedFor blocked}
     */
    Duration wrong(Attempt attempt) {
        if (byBoth.add(attempt) <= FREE_BY_BOTH) {
            byName.add(attempt.name());
        }
        if (byAddress.pause(attempt.address()).isZero()) {
            byAddress.add(attempt.address()); // once per wait; during a wait only operators' names are checked
        }
        var pause = byAddress.pause(attempt.address());
        return pause.isZero() ? pause : longest(pause, blockedFor(attempt));
    }

    private static Duration longest(Duration... pauses) {
        return Collections.max(List.of(pauses));
    }

    /**
     * The key under which a login is counted.
     *
     * @param name in lower case, as operators are looked up; empty if it is longer than a name can be
     * @param address of an IPv6 client its /64, because a single machine can use all of it
     */
    record Attempt(String name, String address) {

        static Attempt of(Authentication login) {
            return new Attempt(login.getName(),
                    login.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "");
        }

        Attempt {
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

    /**
     * Counts recent wrong passwords per key, and says how long the next one has to wait: exponential back-off up to a
     * minute. The least used keys are evicted first, so that guessing takes time but no memory.
     */
    static class WrongPasswords<K> {
        static final int MAX_KEYS = 10_000;
        static final Duration REMEMBERED = Duration.ofMinutes(15);
        static final Duration SHORTEST = Duration.ofSeconds(5);
        static final Duration LONGEST = Duration.ofMinutes(1);
        private static final int MAX_DOUBLINGS = 10; // far beyond the longest, and the shift does not overflow

        /** @param at of the latest, by the ticker: a change of the system clock would unblock or block everybody */
        private record Count(int wrong, long at) {}

        private final int free;
        private final Ticker ticker;
        private final Cache<K, Count> counts;

        /** @param free how many wrong passwords cause no wait */
        WrongPasswords(int free, Ticker ticker) {
            this.free = free;
            this.ticker = ticker;
            this.counts = Caffeine.newBuilder().maximumSize(MAX_KEYS).expireAfterWrite(REMEMBERED).ticker(ticker)
                    .build();
        }

        /** @return how many there are now */
        int add(K key) {
            return counts.asMap().merge(key, new Count(1, ticker.read()),
                    (before, one) -> new Count(before.wrong() + one.wrong(), one.at())).wrong();
        }

        /** How long to wait from now; zero if the next may be tried. */
        Duration pause(K key) {
            var count = counts.getIfPresent(key);
            if (count == null || count.wrong() < free) {
                return Duration.ZERO;
            }
            var pause = Math.min(LONGEST.toNanos(),
                    SHORTEST.toNanos() << Math.min(count.wrong() - free, MAX_DOUBLINGS));
            return Duration.ofNanos(Math.max(0, count.at() + pause - ticker.read()));
        }

        long keys() {
            counts.cleanUp();
            return counts.estimatedSize();
        }
    }
}
