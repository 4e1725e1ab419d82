package org.frontdesk.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.List;

import org.frontdesk.content.RunningService.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

class ImageTest {
    /** A WebP of one pixel, made for this test. */
    private static final String WEBP = "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA";

    @TempDir
    Path folder;

    @Test
    void anImageIsServedForEverUnderANameOfItsBytesAndItsSizeStandsInTheHtml() {
        SiteFiles site = SiteFiles.in(folder).picture("content/en/pages/plan.png").page("en", "heart", "Heart",
                "![A plan](plan.png)");
        try (OwnService service = OwnService.on(folder)) {
            String html = service.get("/pages/heart?lang=en").at("/html");
            String address = html.replaceAll(".*src=\"([^\"]+)\".*", "$1");
            assertThat(html).contains("alt=\"A plan\" width=\"3\" height=\"2\"");
            Answer image = service.get(address);
            assertThat(image.status()).isEqualTo(200);
            assertThat(image.header("Content-Type")).isEqualTo("image/png");
            assertThat(image.header("Cache-Control")).isEqualTo("max-age=31536000, public, immutable");
            assertThat(image.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(service.get(address, "If-None-Match", image.header("ETag")).status()).isEqualTo(304);

            site.write("content/en/pages/plan.webp", Base64.getDecoder().decode(WEBP)).page("en", "heart",
                    "Heart", "![A plan](plan.webp)");
            await().until(() -> service.get("/pages/heart?lang=en").at("/html").contains(".webp"));
            assertThat(service.get("/pages/heart?lang=en").at("/html")).contains("width=\"1\" height=\"1\"");
            assertThat(service.get(address).status()).as("for who has the page of before").isEqualTo(200);
        }
    }

    @Test
    void aPictureThatWasReplacedOrDeletedIsNotGivenUnderTheNameOfWhatItWas() throws IOException {
        SiteFiles site = SiteFiles.in(folder).picture("content/en/pages/plan.png").page("en", "heart", "Heart",
                "![A plan](plan.png)");
        Path file = folder.resolve("content/en/pages/plan.png");
        byte[] plan = Files.readAllBytes(file);
        try (OwnService service = OwnService.on(folder)) {
            String address = picture(service);
            site.write("content/en/pages/plan.png", "another");
            Answer changed = service.get(address);
            assertThat(changed.status()).isEqualTo(404);
            assertThat(changed.header("Cache-Control")).isEqualTo("no-store");
            Files.delete(file);
            assertThat(service.get(address).status()).isEqualTo(404);
            site.write("content/en/pages/plan.png", plan);
            await().until(() -> service.get(address).status() == 200);
        }
    }

    /** As deployments do: each version in a folder of its own, files that stay the same hard-linked, a link to the last one. */
    @Test
    void aPictureOfTheVersionBeforeIsGivenWhileItsFolderIsThereAndAnUnchangedOneAfterwards() throws IOException {
        SiteFiles site = SiteFiles.in(folder);
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        site.picture("one/en/pages/plan.png").picture("one/en/pages/same.png");
        site.page("en", "heart", "Heart", "![A plan](plan.png)").page("en", "same", "Same", "![Same](same.png)");
        Files.move(folder.resolve("content/en/pages/heart.md"), one.resolve("en/pages/heart.md"));
        Files.move(folder.resolve("content/en/pages/same.md"), one.resolve("en/pages/same.md"));
        Files.write(one.resolve("en/pages/same.png"), new byte[]{0}, StandardOpenOption.APPEND);
        Files.createDirectories(two.resolve("en/pages"));
        for (String file : List.of("heart.md", "same.md", "same.png")) {
            Files.createLink(two.resolve("en/pages").resolve(file), one.resolve("en/pages").resolve(file));
        }
        site.write("two/en/pages/plan.png", Files.readAllBytes(one.resolve("en/pages/plan.png")));
        Files.write(two.resolve("en/pages/plan.png"), new byte[]{1}, StandardOpenOption.APPEND);
        FileSystemUtils.deleteRecursively(folder.resolve("content"));
        Files.createSymbolicLink(folder.resolve("content"), Path.of("one"));
        try (OwnService service = OwnService.on(folder)) {
            String before = picture(service);
            String same = picture(service, "same");
            Files.createSymbolicLink(folder.resolve("next"), Path.of("two"));
            Files.move(folder.resolve("next"), folder.resolve("content"), StandardCopyOption.ATOMIC_MOVE);
            await().until(() -> !picture(service).equals(before));
            assertThat(service.get(before).status()).as("for who has the page of before").isEqualTo(200);
            FileSystemUtils.deleteRecursively(one);
            assertThat(service.get(before).status()).isEqualTo(404);
            assertThat(service.get(picture(service)).status()).isEqualTo(200);
            assertThat(service.get(same).status()).isEqualTo(200);
        }
    }

    private static String picture(OwnService service) {
        return picture(service, "heart");
    }

    private static String picture(OwnService service, String page) {
        return service.get("/pages/" + page + "?lang=en").at("/html").replaceAll("(?s).*src=\"([^\"]+)\".*", "$1");
    }

    @ParameterizedTest
    @CsvSource({"/images/none.png", "/images/..%2f..%2fsite.yml", "/images/plan.png", "/images/"})
    void nothingElseOfTheFolderIsServed(String address) {
        SiteFiles.in(folder).picture("content/en/pages/plan.png");
        try (OwnService service = OwnService.on(folder)) {
            assertThat(service.get(address).status()).isBetween(400, 404);
        }
    }
}
