package org.frontdesk.content.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenImageTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 1 << 16, (1 << 16) + 1, 3 << 20})
    void everyByteIsGiven(int length) throws IOException {
        byte[] bytes = bytes(length);
        ByteArrayOutputStream given = new ByteArrayOutputStream();
        try (OpenImage image = OpenImage.of(written(bytes), OpenImage.hashOf(bytes)).orElseThrow()) {
            image.writeTo(given);

            assertThat(image.length()).isEqualTo(length);
        }
        assertThat(given.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void aFileThatHasGoneOrChangedIsNotGivenUnderTheNameOfWhatItWas() throws IOException {
        byte[] bytes = bytes(100_000);
        Path file = written(bytes);
        Files.write(file, Arrays.copyOf(bytes, 99_999));
        assertThat(OpenImage.of(file, OpenImage.hashOf(bytes))).isEmpty();
        Files.delete(file);
        assertThat(OpenImage.of(file, OpenImage.hashOf(bytes))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 99_999, 200_000, 3 << 20})
    void oneThatIsOverwrittenWhileItIsGivenIsBrokenOffBeforeItsEnd(int length) throws IOException {
        byte[] bytes = bytes(200_000);
        Path file = written(bytes);
        ByteArrayOutputStream given = new ByteArrayOutputStream() {
            @Override
            public void write(byte[] piece) throws IOException {
                super.write(piece);
                Files.write(file, new byte[length]);
            }
        };
        try (OpenImage image = OpenImage.of(file, OpenImage.hashOf(bytes)).orElseThrow()) {
            assertThatThrownBy(() -> image.writeTo(given)).isInstanceOf(IOException.class);

            assertThat((long) given.size()).isLessThanOrEqualTo(image.length() - (1 << 16));
        }
    }

    private Path written(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("photo.jpg"), bytes);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
