package org.frontdesk.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.frontdesk.content.article.ContentLoader;
import org.frontdesk.content.edition.Editions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scan of the folder that fails or hangs, because the clock does. */
class StoppingTest {
    @TempDir
    Path folder;

    private final AtomicReference<Runnable> before = new AtomicReference<>(() -> {});

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            before.get().run();
            return Instant.EPOCH;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    @Test
    void a_scan_that_hangs_does_not_delay_the_shutdown() {
        var site = SiteFiles.in(folder).page("en", "heart", "Heart");
        Editions editions = editions();
        var looking = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        before.set(() -> {
            looking.countDown();
            awaitUnchecked(never);
        });
        editions.start();
        site.page("en", "heart", "Changed");
        awaitUnchecked(looking);

        assertTimeoutPreemptively(Duration.ofMinutes(1), editions::stop);
        never.countDown();
    }

    @Test
    void a_failed_scan_is_reported_and_the_last_good_site_is_served_until_it_succeeds() throws Exception {
        var site = SiteFiles.in(folder).page("en", "heart", "Heart");
        Editions editions = editions();
        before.set(() -> {
            throw new IllegalStateException("no clock");
        });
        editions.start();
        site.page("en", "heart", "Changed");
        await().until(() -> editions.mistakes().toString().contains("no clock"));
        assertThat(editions.current().content().size()).isEqualTo(1);
        before.set(() -> {});
        await().until(() -> editions.mistakes().isEmpty());
        editions.stop();
    }

    private Editions editions() {
        return new Editions(new ContentLoader(folder, Optional.empty()), clock);
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            if (!latch.await(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException("nothing happened");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
