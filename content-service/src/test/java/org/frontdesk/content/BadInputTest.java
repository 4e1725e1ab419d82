package org.frontdesk.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invalid and hostile files in the folder: each is reported and omitted, and the rest is served. */
class BadInputTest {
    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    @Test
    void invalid_files_are_reported_and_omitted_and_the_rest_is_served() throws IOException {
        SiteFiles.in(folder).page("en", "good", "Good")
                .write("content/en/pages/latin.md", "---\ntitle: Größe".getBytes(StandardCharsets.ISO_8859_1))
                .page("en", "bomb", bomb()).page("en", "deep", "[".repeat(500_000))
                .page("en", "nested", "Nested", "> ".repeat(400_000))
                .write("content/en/pages/plan.png", "<svg onload=alert(1)>")
                .page("en", "escape", "\"\\UFFFFFFFF\"").page("en", "marked", "Marked")
                .page("en", "script", "Script", "<script>alert(1)</script><img src=plan.png onerror=alert(1)>text");
        large(folder.resolve("content/en/pages/large.md"));
        Path marked = folder.resolve("content/en/pages/marked.md");
        Files.writeString(marked, "\ufeff" + Files.readString(marked));
        large(folder.resolve("content/en/pages/large.png"));
        Files.writeString(elsewhere.resolve("secret.md"), "---\ntitle: Secret\nsummary: S\n---\nSecret.");
        Files.createSymbolicLink(folder.resolve("content/en/pages/secret.md"), elsewhere.resolve("secret.md"));
        Files.createSymbolicLink(folder.resolve("content/en/stories"), elsewhere);
        Files.createSymbolicLink(folder.resolve("content/en/pages/loop.md"), Path.of("loop.md"));
        Files.createSymbolicLink(folder.resolve("content/en/pages/alias.md"), Path.of("good.md"));

        try (var service = StartedService.on(folder)) {
            assertThat(service.get("/pages?lang=en").all("/items", "/slug")).contains("good", "alias", "marked")
                    .doesNotContain("secret", "latin", "bomb", "deep", "escape", "large", "loop");
            assertThat(service.get("/pages/secret?lang=en").status()).isEqualTo(404);
            assertThat(service.get("/pages/good?lang=en").status()).isEqualTo(200);
            List<String> mistakes = service.management("/actuator/health")
                    .all("/components/folder/details/mistakes", "");
            assertThat(mistakes).anyMatch(line -> line.startsWith("content/en/pages/latin.md: expected text in UTF-8"))
                    .anyMatch(line -> line.startsWith("content/en/pages/large.md: expected a file of at most 1 MiB"))
                    .anyMatch(
                            line -> line.startsWith("content/en/pages/large.png: expected a picture of at most 3 MiB"))
                    .anyMatch(line -> line.startsWith("content/en/pages/plan.png: expected a picture of the type"))
                    .anyMatch(line -> line.startsWith("content/en/pages/secret.md: expected a file that can be read"))
                    .anyMatch(line -> line.startsWith("content/en/stories: expected a file that can be read"))
                    .anyMatch(line -> line.startsWith("content/en/pages/loop.md: expected a file that can be read"))
                    .anyMatch(line -> line.startsWith("content/en/pages/bomb.md"))
                    .anyMatch(line -> line.startsWith("content/en/pages/escape.md:2: expected YAML"))
                    .anyMatch(line -> line.startsWith("content/en/pages/deep.md"));
        }
    }

    /** A "YAML bomb": ten levels of ten aliases each, ten billion values if they were expanded. */
    private static String bomb() {
        var bomb = new StringBuilder("x\na0: &a0 [x, x]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("a%d: &a%d [%s]%n".formatted(i, i, String.join(", ", Collections.nCopies(10,
                    "*a" + (i - 1)))));
        }
        return bomb.toString();
    }

    private static void large(Path file) throws IOException {
        try (var large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(50L << 20);
        }
    }
}
