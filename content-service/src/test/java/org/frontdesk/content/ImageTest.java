package org.frontdesk.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import javax.imageio.ImageIO;

import org.frontdesk.content.RunningService.Answer;
import org.frontdesk.content.article.ContentLoader;
import org.frontdesk.content.article.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

class ImageTest {
    /** A WebP of one pixel. */
    private static final String WEBP = "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA";

    @TempDir
    Path folder;

    @Test
    void an_image_is_named_by_its_bytes_cached_forever_and_its_size_is_in_the_html() {
        var site = SiteFiles.in(folder).picture("content/en/pages/plan.png").page("en", "heart", "Heart",
                "![A plan](plan.png)");
        try (var service = StartedService.on(folder)) {
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
            assertThat(service.get(address).status()).as("for visitors with the old page").isEqualTo(200);
        }
    }

    @Test
    void a_replaced_or_deleted_image_is_not_served_under_its_old_name() throws IOException {
        var site = SiteFiles.in(folder).picture("content/en/pages/plan.png").page("en", "heart", "Heart",
                "![A plan](plan.png)");
        Path file = folder.resolve("content/en/pages/plan.png");
        byte[] plan = Files.readAllBytes(file);
        try (var service = StartedService.on(folder)) {
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

    /** As in deployments: each version has its own folder with hard links to unchanged files, and a link selects one. */
    @Test
    void images_of_the_previous_version_are_served_while_its_folder_exists_and_unchanged_ones_afterwards()
            throws IOException {
        var site = SiteFiles.in(folder);
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
        try (var service = StartedService.on(folder)) {
            String before = picture(service);
            String same = picture(service, "same");
            Files.createSymbolicLink(folder.resolve("next"), Path.of("two"));
            Files.move(folder.resolve("next"), folder.resolve("content"), StandardCopyOption.ATOMIC_MOVE);
            await().until(() -> !picture(service).equals(before));
            assertThat(service.get(before).status()).as("for visitors with the old page").isEqualTo(200);
            FileSystemUtils.deleteRecursively(one);
            assertThat(service.get(before).status()).isEqualTo(404);
            assertThat(service.get(picture(service)).status()).isEqualTo(200);
            assertThat(service.get(same).status()).isEqualTo(200);
        }
    }

    /** A phone stores each photo in landscape, and its orientation in the EXIF. */
    @ParameterizedTest
    @CsvSource({"1, II, 3, 2", "4, MM, 3, 2", "5, MM, 2, 3", "6, II, 2, 3", "8, MM, 2, 3"})
    void the_size_of_a_photo_follows_its_orientation(int orientation, String order, int width, int height)
            throws IOException {
        assertThat(size(photo(order, orientation, 1))).isEqualTo(width + "x" + height);
    }

    /** The EXIF states more values than there are bytes. */
    @Test
    void broken_exif_is_ignored() throws IOException {
        assertThat(size(photo("II", 6, Integer.MAX_VALUE))).isEqualTo("3x2");
    }

    private String size(byte[] jpeg) {
        SiteFiles.in(folder).write("content/en/pages/photo.jpg", jpeg).page("en", "heart", "Heart",
                "![A photo](photo.jpg)");
        var loader = new ContentLoader(folder, Optional.empty());
        Image image = loader.read(loader.scan(), Set.of(), LocalDate.EPOCH).images().values().iterator().next();
        return image.width() + "x" + image.height();
    }

    /** Three by two pixels, with an EXIF of one entry: the orientation. */
    private static byte[] photo(String order, int orientation, int count) throws IOException {
        var jpeg = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), "jpeg", jpeg);
        var exif = ByteBuffer.allocate(36).putShort((short) 0xffe1).putShort((short) 34)
                .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        ByteBuffer tiff = exif.slice().order(order.equals("II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        tiff.put(order.getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8).putShort((short) 1)
                .putShort((short) 0x112).putShort((short) 3).putInt(count).putShort((short) orientation);
        byte[] plain = jpeg.toByteArray();
        var photo = ByteBuffer.allocate(plain.length + exif.capacity());
        return photo.put(plain, 0, 2).put(exif.array()).put(plain, 2, plain.length - 2).array();
    }

    private static String picture(StartedService service) {
        return picture(service, "heart");
    }

    private static String picture(StartedService service, String page) {
        return service.get("/pages/" + page + "?lang=en").at("/html").replaceAll("(?s).*src=\"([^\"]+)\".*", "$1");
    }

    @ParameterizedTest
    @CsvSource({"/images/none.png, 404", "/images/..%2f..%2fsite.yml, 400", "/images/plan.png, 404", "/images/, 404"})
    void no_other_file_of_the_folder_is_served(String address, int status) {
        SiteFiles.in(folder).picture("content/en/pages/plan.png");
        try (var service = StartedService.on(folder)) {
            assertThat(service.get(address).status()).isEqualTo(status);
        }
    }

    /** All of these match the image's handler. A response that went through the cache would have {@code Vary}. */
    @ParameterizedTest
    @ValueSource(strings = {"/%69mages/", "/image%73/", "/images;a/", "/images;a=b;c/"})
    void an_image_is_never_buffered_compressed_or_cached_however_its_url_is_written(String prefix) {
        SiteFiles.in(folder).picture("content/en/pages/plan.png").page("en", "heart", "Heart", "![A plan](plan.png)");
        try (var service = StartedService.on(folder)) {
            String address = picture(service);
            String variant = address.replaceFirst("^/images/", prefix);
            assertThat(service.send("HEAD", variant).header("Content-Length")).isNotEmpty().isNotEqualTo("0");
            Answer image = service.get(variant, "Accept-Encoding", "gzip");
            assertThat(image.status()).isEqualTo(200);
            assertThat(image.header("Vary")).isEmpty();
            assertThat(image.http().headers().map()).containsOnlyKeys(service.get(address).http().headers().map()
                    .keySet());
            assertThat(image.http().body()).isEqualTo(service.get(address).http().body()).isNotEmpty();
        }
    }

    @Test
    void each_of_several_ranges_of_an_image_is_served_in_the_requested_order() throws IOException {
        SiteFiles.in(folder).picture("content/en/pages/plan.png").page("en", "heart", "Heart", "![A plan](plan.png)");
        Files.write(folder.resolve("content/en/pages/plan.png"), "x".repeat(200_000).concat("END").getBytes(
                StandardCharsets.US_ASCII), StandardOpenOption.APPEND);
        try (var service = StartedService.on(folder)) {
            Answer ranges = service.get(picture(service), "Range", "bytes=-1,-2,-3,1-3");
            assertThat(ranges.status()).isEqualTo(206);
            assertThat(ranges.http().body().lines().filter(line -> line.matches("[A-Z]{1,3}")))
                    .containsExactly("D", "ND", "END", "PNG");
        }
    }

    @Test
    void a_range_of_an_image_is_served_and_one_beyond_its_end_is_a_416() throws IOException {
        SiteFiles.in(folder).picture("content/en/pages/plan.png").page("en", "heart", "Heart", "![A plan](plan.png)");
        long length = Files.size(folder.resolve("content/en/pages/plan.png"));
        try (var service = StartedService.on(folder)) {
            String address = picture(service);
            Answer range = service.get(address, "Range", "bytes=1-3");
            assertThat(range.status()).isEqualTo(206);
            assertThat(range.http().body()).isEqualTo("PNG");
            assertThat(range.header("Content-Range")).isEqualTo("bytes 1-3/" + length);
            assertThat(range.header("Cache-Control")).isEqualTo("max-age=31536000, public, immutable");
            assertThat(service.get(address).header("Accept-Ranges")).isEqualTo("bytes");
            Answer beyond = service.get(address, "Range", "bytes=" + length + "-");
            assertThat(beyond.status()).isEqualTo(416);
            assertThat(beyond.header("Cache-Control")).isEqualTo("no-store");
        }
    }
}
