package org.frontdesk.notification.console;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

/**
 * How many wrong passwords came lately under each key, and how long the next one has to wait for that: each time twice as
 * long, up to a minute. What is used least is forgotten first, so that guessing takes time but no memory.
 */
class WrongPasswords<K> {
    static final int MOST_KEYS = 10_000;
    static final Duration REMEMBERED = Duration.ofMinutes(15);
    static final Duration SHORTEST = Duration.ofSeconds(5);
    static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int DOUBLED_AT_MOST = 10; // far past the longest, and a shift that does not overflow

    /** @param at when the latest came, by the ticker: a wall clock that is set would free or bar everybody */
    private record Count(int wrong, long at) {}

    private final int free;
    private final Ticker ticker;
    private final Cache<K, Count> counts;

    /** @param free how many may be wrong without a wait */
    WrongPasswords(int free, Ticker ticker) {
        this.free = free;
        this.ticker = ticker;
        this.counts = Caffeine.newBuilder().maximumSize(MOST_KEYS).expireAfterWrite(REMEMBERED).ticker(ticker).build();
    }

    /** @return how many there are with this one */
    int add(K key) {
        return counts.asMap().merge(key, new Count(1, ticker.read()),
                (before, one) -> new Count(before.wrong() + one.wrong(), one.at())).wrong();
    }

    /** How long from now; zero where the next may be tried. */
    Duration pause(K key) {
        var count = counts.getIfPresent(key);
        if (count == null || count.wrong() < free) {
            return Duration.ZERO;
        }
        var whole = Math.min(LONGEST.toNanos(),
                SHORTEST.toNanos() << Math.min(count.wrong() - free, DOUBLED_AT_MOST));
        return Duration.ofNanos(Math.max(0, count.at() + whole - ticker.read()));
    }

    long keys() {
        counts.cleanUp();
        return counts.estimatedSize();
    }
}
