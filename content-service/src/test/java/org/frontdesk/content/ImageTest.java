package org.frontdesk.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Base64;

import org.frontdesk.content.RunningService.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource({"/images/none.png", "/images/..%2f..%2fsite.yml", "/images/plan.png", "/images/"})
    void nothingElseOfTheFolderIsServed(String address) {
        SiteFiles.in(folder).picture("content/en/pages/plan.png");
        try (OwnService service = OwnService.on(folder)) {
            assertThat(service.get(address).status()).isBetween(400, 404);
        }
    }
}
