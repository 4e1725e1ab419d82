package org.frontdesk.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import org.frontdesk.content.RunningService.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of the folder while the service runs. */
class ReloadTest {
    private static final int READERS = 64;
    private static final int VERSIONS = 12;

    @TempDir
    Path folder;

    private SiteFiles site;

    @BeforeEach
    void aSite() {
        site = SiteFiles.in(folder).page("en", "heart", "Heart").news("en", "may", "2026-05-10", "heart");
    }

    @Test
    void changed_new_and_deleted_files_are_live() {
        try (var service = StartedService.on(folder)) {
            site.page("en", "heart", "Changed").page("uk", "heart", "Серце");
            await().until(() -> service.get("/pages/heart?lang=en").at("/title").equals("Changed"));
            assertThat(service.get("/pages/heart?lang=uk").at("/title")).isEqualTo("Серце");
            assertThat(service.get("/search?q=changed&lang=en").at("/total")).isEqualTo("1");
            assertThat(folder.resolve("content/en/news/may.md").toFile().delete()).isTrue();
            await().until(() -> service.get("/news/may?lang=en").status() == 404);
            assertThat(service.get("/search?q=news&lang=en").at("/total")).isEqualTo("0");
        }
    }

    @Test
    void a_broken_file_keeps_its_last_good_version_and_is_reported_by_health_and_a_metric() {
        try (var service = StartedService.on(folder)) {
            site.write("content/en/pages/heart.md", "---\ntitle: Half").page("en", "new", "New");
            await().until(() -> service.get("/pages/new?lang=en").status() == 200);
            assertThat(service.get("/pages/heart?lang=en").at("/title")).isEqualTo("Heart");
            Answer health = service.management("/actuator/health");
            assertThat(health.at("/status")).isEqualTo("UP");
            assertThat(health.at("/components/folder/status")).isEqualTo("MISTAKES");
            assertThat(health.at("/components/folder/details/mistakes/0")).startsWith("content/en/pages/heart.md:2:");
            assertThat(service.management("/actuator/prometheus").http().body())
                    .contains("frontdesk_content_mistakes 1.0");
            site.page("en", "heart", "Mended");
            await().until(() -> service.get("/pages/heart?lang=en").at("/title").equals("Mended"));
            assertThat(service.management("/actuator/health").at("/components/folder/status")).isEqualTo("UP");
        }
    }

    @Test
    void broken_settings_keep_the_whole_last_good_site() throws IOException {
        try (var service = StartedService.on(folder)) {
            String good = Files.readString(folder.resolve("site.yml"));
            site.write("site.yml", "name: [").page("en", "heart", "Changed");
            await().until(() -> service.management("/actuator/health").at("/components/folder/status")
                    .equals("MISTAKES"));
            assertThat(service.get("/pages/heart?lang=en").at("/title")).isEqualTo("Heart");
            site.write("site.yml", good);
            await().until(() -> service.get("/pages/heart?lang=en").at("/title").equals("Changed"));
        }
    }

    @Test
    void a_missing_content_folder_keeps_the_whole_last_good_site_and_is_reported_by_health() throws IOException {
        try (var service = StartedService.on(folder)) {
            Files.move(folder.resolve("content"), folder.resolve("away"));
            await().until(() -> service.management("/actuator/health").at("/components/folder/details/mistakes/0")
                    .startsWith("content: expected a folder"));
            assertThat(service.get("/pages/heart?lang=en").at("/title")).isEqualTo("Heart");
            Files.move(folder.resolve("away"), folder.resolve("content"));
            site.page("en", "heart", "Changed");
            await().until(() -> service.get("/pages/heart?lang=en").at("/title").equals("Changed"));
            assertThat(service.management("/actuator/health").at("/components/folder/status")).isEqualTo("UP");
        }
    }

    @Test
    void a_file_that_is_written_continuously_does_not_delay_others() throws Exception {
        try (var service = StartedService.on(folder); var writer = Executors.newSingleThreadExecutor()) {
            var on = new AtomicBoolean(true);
            Future<?> writing = writer.submit(() -> {
                for (int i = 0; on.get(); i++) {
                    site.page("en", "busy", "Version " + i);
                }
            });
            try {
                site.page("en", "heart", "Changed");
                await().until(() -> service.get("/pages/heart?lang=en").at("/title").equals("Changed"));
            } finally {
                on.set(false);
            }
            writing.get();
        }
    }

    /** Each version gets its own folder, and one rename switches to it, as in deployments. */
    @Test
    void sixty_four_readers_see_no_error_and_no_mixed_versions_while_the_folder_changes() throws Exception {
        Files.move(folder.resolve("content"), folder.resolve("old"));
        version(0);
        try (var service = StartedService.on(folder); var readers = Executors.newFixedThreadPool(READERS)) {
            var on = new AtomicBoolean(true);
            List<Future<Integer>> reading = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                reading.add(readers.submit(() -> read(service, on)));
            }
            try {
                for (int i = 1; i <= VERSIONS; i++) {
                    version(i);
                    String title = "Version " + i;
                    await().until(() -> service.get("/pages/heart?lang=en").at("/title").equals(title));
                }
            } finally {
                on.set(false);
            }
            for (Future<Integer> one : reading) {
                assertThat(one.get()).isPositive();
            }
        }
    }

    private void version(int number) throws IOException {
        var next = new SiteFiles(folder.resolve("version-" + number));
        String text = "# Version " + number;
        Files.createDirectories(next.folder());
        next.write("en/pages/heart.md", "---\ntitle: Version " + number + "\nsummary: S\ntopic: heart\n---\n" + text);
        for (int i = 0; i < 4; i++) {
            next.write("en/news/n-" + i + ".md", "---\ntitle: Version " + number + "\nsummary: S\ntopic: heart\n"
                    + "date: 2026-05-0" + (i + 1) + "\n---\n" + text);
        }
        Path link = folder.resolve("next");
        Files.createSymbolicLink(link, Path.of("version-" + number));
        Files.move(link, folder.resolve("content"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static int read(StartedService service, AtomicBoolean on) {
        int count = 0;
        for (; on.get(); count++) {
            Answer page = service.get("/pages/heart?lang=en");
            assertThat(page.status()).isEqualTo(200);
            String title = page.at("/title");
            assertThat(page.at("/html")).contains(">" + title + "<");
            assertThat(page.all("/news", "/title")).hasSize(4).containsOnly(title);
            Answer found = service.get("/search?q=version&lang=en");
            assertThat(found.status()).isEqualTo(200);
            assertThat(found.all("/items", "/article/title")).hasSize(5);
            assertThat(found.all("/items", "/article/title").stream().distinct()).hasSize(1);
        }
        return count;
    }
}
