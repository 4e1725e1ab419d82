package org.frontdesk.content.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageResourceTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 1 << 15, 1 << 16, (1 << 16) + 1, 3 << 20})
    void every_byte_is_served(int length) throws IOException {
        byte[] bytes = bytes(length);
        ImageResource image = open(written(bytes), bytes).orElseThrow();

        assertThat(image.contentLength()).isEqualTo(length);
        assertThat(image.getContentAsByteArray()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "70000, 70001", "199999, 200000", "3000, 190000"})
    void every_range_is_served(int from, int to) throws IOException {
        byte[] bytes = bytes(200_000);
        try (InputStream in = open(written(bytes), bytes).orElseThrow().getInputStream()) {
            in.skipNBytes(from);

            assertThat(in.readNBytes(to - from)).isEqualTo(Arrays.copyOfRange(bytes, from, to));
        }
    }

    /** Otherwise a request with many ranges would read and verify the beginning of the image once for each. */
    @ParameterizedTest
    @ValueSource(ints = {40_000, 140_000, 199_999})
    void chunks_before_a_range_are_not_read(int from) throws IOException {
        byte[] bytes = bytes(200_000);
        Path file = written(bytes);
        try (InputStream in = open(file, bytes).orElseThrow().getInputStream()) {
            byte[] changed = bytes.clone();
            Arrays.fill(changed, 0, from - (1 << 15), (byte) 0);
            Files.write(file, changed);
            in.skipNBytes(from);

            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, from, bytes.length));
        }
    }

    @ParameterizedTest
    @CsvSource({"10, 10", "199999, 199999", "200000, 200000", "200001, 200000", "900000, 200000", "0, 0", "-1, 0"})
    void no_more_is_skipped_than_there_is(int count, int skipped) throws IOException {
        byte[] bytes = bytes(200_000);
        try (InputStream in = open(written(bytes), bytes).orElseThrow().getInputStream()) {
            assertThat(in.skip(count)).isEqualTo(skipped);
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, skipped, bytes.length));
        }
    }

    @Test
    void a_file_over_the_limit_for_images_is_not_served() throws IOException {
        byte[] bytes = bytes((3 << 20) + 1);

        assertThat(open(written(bytes), bytes)).isEmpty();
    }

    /** A sparse file of 1 TiB: hashing it takes many minutes. */
    @Test
    @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
    void a_file_over_the_limit_for_images_is_refused_unread() throws IOException {
        Path file = folder.resolve("photo.jpg");
        try (var channel = Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE)) {
            channel.position((1L << 40) - 1).write(ByteBuffer.allocate(1));
        }

        assertThat(open(file, new byte[0])).isEmpty();
    }

    @Test
    void a_deleted_or_changed_file_is_not_served_under_its_old_name() throws IOException {
        byte[] bytes = bytes(100_000);
        Path file = written(bytes);
        Files.write(file, Arrays.copyOf(bytes, 99_999));
        assertThat(open(file, bytes)).isEmpty();
        Files.delete(file);
        assertThat(open(file, bytes)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 99_999, 200_000, 3 << 20})
    void an_image_that_is_overwritten_while_it_is_sent_is_not_completed(int length) throws IOException {
        byte[] bytes = bytes(200_000);
        Path file = written(bytes);
        var sent = new ByteArrayOutputStream() {
            @Override
            public void write(byte[] buffer, int offset, int count) {
                super.write(buffer, offset, count);
                overwrite(file, length);
            }
        };
        ImageResource image = open(file, bytes).orElseThrow();
        try (InputStream in = image.getInputStream()) {
            assertThatThrownBy(() -> in.transferTo(sent)).isInstanceOf(IOException.class);

            assertThat((long) sent.size()).isLessThanOrEqualTo(image.contentLength() - (1 << 16));
        }
    }

    private Path written(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("photo.jpg"), bytes);
    }

    private static void overwrite(Path file, int length) {
        try {
            Files.write(file, new byte[length]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ImageResource> open(Path file, byte[] expected) {
        return ImageResource.open(file, ImageResource.name(ImageResource.sha256().digest(expected)) + ".jpg");
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
