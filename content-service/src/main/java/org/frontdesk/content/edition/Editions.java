package org.frontdesk.content.edition;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

import org.frontdesk.content.article.Content;
import org.frontdesk.content.article.Library;
import org.frontdesk.content.article.Scan;
import org.frontdesk.content.search.Indexer;
import org.frontdesk.content.search.SearchIndex;
import org.frontdesk.content.site.SiteMistakes;
import org.frontdesk.content.site.SiteMistakes.Mistake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the folder and swaps the edition whole when it has changed. It waits until nothing moves between two looks,
 * so that half a copy is never shown; what is written to without a pause is left as it was after a second.
 */
public final class Editions {
    private static final Logger log = LoggerFactory.getLogger(Editions.class);
    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofMillis(600);
    private static final Duration STOPPING = Duration.ofSeconds(2);
    private static final int PATIENCE = 3;
    /** Looking may take a twentieth of one core's time. */
    private static final int REST = 20;

    private final Library library;
    private final Clock clock;
    private final Indexer indexer = new Indexer();
    private final Thread watch = Thread.ofPlatform().daemon().name("folder").unstarted(this::watch);
    private volatile boolean closed;
    private volatile Edition current;
    private volatile List<Mistake> mistakes = List.of();
    private volatile Instant changed;
    private Scan shown;
    private Scan seen;
    private int restless;

    /** @throws SiteMistakes.Found where the site's settings have a mistake; one in an article only leaves that out */
    public Editions(Library library, Clock clock) {
        this.library = library;
        this.clock = clock;
        Scan scan = library.scan();
        swap(library.read(scan, Set.of(), today(library.site().zone())), scan);
    }

    /** To be called once the service answers: first makes the index, which searches wait for, then watches the folder. */
    public void start() {
        watch.start();
    }

    public Edition current() {
        return current;
    }

    /** What is wrong in the folder now; where it is site.yml, the last good edition is still shown whole. */
    public List<Mistake> mistakes() {
        return mistakes;
    }

    /** When the edition was last swapped. */
    public Instant changed() {
        return changed;
    }

    private LocalDate today(ZoneId zone) {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    private void watch() {
        indexFirst();
        while (!closed) {
            long began = System.nanoTime();
            try {
                look();
            } catch (RuntimeException | Error e) {
                failed(e);
            }
            long rest = Math.clamp(REST * (System.nanoTime() - began), SHORTEST.toNanos(), LONGEST.toNanos());
            LockSupport.parkNanos(rest);
        }
    }

    private void indexFirst() {
        try {
            current.index().complete(indexer.index(current.content()));
        } catch (RuntimeException | Error e) {
            current.index().completeExceptionally(e);
            failed(e);
        }
    }

    /** Said once and not at every look; the next look reads again, whatever has changed. */
    private void failed(Throwable e) {
        Mistake mistake = new Mistake(".", 0, "", "a folder that can be read, but " + e);
        if (!mistakes.contains(mistake)) {
            log.error("The site's folder could not be read; what was last read is still shown", e);
        }
        mistakes = List.of(mistake);
        shown = null;
    }

    /** One look at the folder. */
    void look() {
        Scan now = library.scan();
        boolean still = now.equals(seen);
        Scan last = seen;
        seen = now;
        if (now.equals(shown) && !isDue()) {
            restless = 0;
        } else if (still || ++restless > PATIENCE) {
            read(now, still ? Set.of() : moving(last, now));
        }
    }

    private void read(Scan now, Set<String> moving) {
        restless = 0;
        try {
            Content content = library.read(now, moving, today(current.content().site().zone()));
            Scan after = library.scan();
            if (moving.isEmpty() && !after.equals(now)) {
                seen = after;
                return; // something moved while it was read: look again
            }
            swap(content, moving.isEmpty() ? now : null);
        } catch (SiteMistakes.Found e) {
            shown = now;
            report(e.mistakes());
        }
    }

    private void swap(Content content, Scan scan) {
        Edition old = current;
        // But for the first, swapped whole: whoever finds the new text in a list finds it by searching too.
        CompletableFuture<SearchIndex> index = old == null
                ? new CompletableFuture<>()
                : CompletableFuture.completedFuture(indexer.index(content));
        current = Edition.of(content, Optional.ofNullable(old), index);
        if (old != null) {
            old.index().thenAccept(SearchIndex::close);
        }
        changed = clock.instant();
        shown = scan;
        log.info("{}: {} articles in {} languages", content.site().name(), content.size(),
                content.site().languages().size());
        report(content.mistakes());
    }

    private void report(List<Mistake> found) {
        found.stream().filter(mistake -> !mistakes.contains(mistake)).forEach(mistake -> log.warn("{}", mistake));
        mistakes = found;
    }

    private boolean isDue() {
        Content content = current.content();
        return content.nextPublication().filter(day -> !day.isAfter(today(content.site().zone()))).isPresent();
    }

    private static Set<String> moving(Scan before, Scan now) {
        Set<String> moving = new HashSet<>();
        now.files().forEach((name, found) -> {
            if (before == null || !found.equals(before.files().get(name))) {
                moving.add(name);
            }
        });
        return moving;
    }

    /** Waits a little for a look that is under way; one that takes long ends with the process. */
    public void stop() throws InterruptedException {
        closed = true;
        LockSupport.unpark(watch);
        if (watch.isAlive()) { // not where the start failed
            watch.join(STOPPING);
        }
    }
}
