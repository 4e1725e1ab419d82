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
import org.frontdesk.content.article.ContentLoader;
import org.frontdesk.content.article.Scan;
import org.frontdesk.content.search.Indexer;
import org.frontdesk.content.search.SearchIndex;
import org.frontdesk.content.site.SiteMistakes;
import org.frontdesk.content.site.SiteMistakes.Mistake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the site folder and replaces the edition as a whole when the folder has changed. It waits until two scans are
 * equal, so that half a copy is never served. A file that is written continuously keeps its last version, and after
 * about a second no longer delays the others.
 */
public final class Editions {
    private static final Logger LOG = LoggerFactory.getLogger(Editions.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(600);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);
    private static final int MOST_UNSTABLE_SCANS = 3;
    /** Scanning may take a twentieth of one core. */
    private static final int PAUSE_PER_SCAN = 20;

    private final ContentLoader loader;
    private final Clock clock;
    private final Indexer indexer = new Indexer();
    private final Thread watcher = Thread.ofPlatform().daemon().name("folder").unstarted(this::watch);
    private volatile boolean closed;
    private volatile Edition current;
    private volatile List<Mistake> mistakes = List.of();
    private volatile Instant changed;
    private Scan served;
    private Scan seen;
    private int unstableScans;

    /** @throws SiteMistakes.Found if the site's settings have a mistake; a mistake in an article only omits the article */
    public Editions(ContentLoader loader, Clock clock) {
        this.loader = loader;
        this.clock = clock;
        Scan scan = loader.scan();
        swap(loader.read(scan, Set.of(), today(loader.site().zone())), scan);
    }

    /** Called once the service is up: builds the first index, which searches wait for, then watches the folder. */
    public void start() {
        watcher.start();
    }

    public Edition current() {
        return current;
    }

    /** What is wrong in the folder now. If it is in site.yml, the whole last good edition is still served. */
    public List<Mistake> mistakes() {
        return mistakes;
    }

    /** When the edition was last replaced. */
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
                poll();
            } catch (RuntimeException | Error e) {
                failed(e);
            }
            LockSupport.parkNanos(Math.clamp(PAUSE_PER_SCAN * (System.nanoTime() - began),
                    SHORTEST_PAUSE.toNanos(), LONGEST_PAUSE.toNanos()));
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

    /** Logged once, not at every scan. The next scan reads the folder again, even if it has not changed. */
    private void failed(Throwable e) {
        var mistake = new Mistake(".", 0, "", "a folder that can be read, but " + e);
        if (!mistakes.contains(mistake)) {
            LOG.error("The site folder could not be read; its last good state is still served", e);
        }
        mistakes = List.of(mistake);
        served = null;
    }

    private void poll() {
        Scan now = loader.scan();
        boolean stable = now.equals(seen);
        Scan last = seen;
        seen = now;
        if (now.equals(served) && !isPublicationDue()) {
            unstableScans = 0;
        } else if (stable || ++unstableScans > MOST_UNSTABLE_SCANS) {
            read(now, stable ? Set.of() : moving(last, now));
        }
    }

    private void read(Scan now, Set<String> moving) {
        unstableScans = 0;
        try {
            Content content = loader.read(now, moving, today(current.content().site().zone()));
            Scan after = loader.scan();
            if (moving.isEmpty() && !after.equals(now)) {
                seen = after;
                return; // a file changed during the read: scan again
            }
            swap(content, moving.isEmpty() ? now : null);
        } catch (SiteMistakes.Found e) {
            served = now;
            report(e.mistakes());
        }
    }

    private void swap(Content content, Scan scan) {
        Edition old = current;
        // Except for the first edition, the index is replaced with the content: a new text in a list is found by search.
        CompletableFuture<SearchIndex> index = old == null
                ? new CompletableFuture<>()
                : CompletableFuture.completedFuture(indexer.index(content));
        current = Edition.of(content, Optional.ofNullable(old), index);
        if (old != null) {
            old.index().thenAccept(SearchIndex::close);
        }
        changed = clock.instant();
        served = scan;
        LOG.info("{}: {} articles in {} languages", content.site().name(), content.size(),
                content.site().languages().size());
        report(content.mistakes());
    }

    private void report(List<Mistake> found) {
        found.stream().filter(mistake -> !mistakes.contains(mistake)).forEach(mistake -> LOG.warn("{}", mistake));
        mistakes = found;
    }

    private boolean isPublicationDue() {
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

    /** Waits a little for a scan in progress. The thread is a daemon: a scan that hangs ends with the process. */
    public void stop() throws InterruptedException {
        closed = true;
        LockSupport.unpark(watcher);
        if (watcher.isAlive()) { // false if the startup failed
            watcher.join(STOP_TIMEOUT);
        }
    }
}
