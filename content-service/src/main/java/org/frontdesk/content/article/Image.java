package org.frontdesk.content.article;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

import java.io.ByteArrayInputStream;

import org.frontdesk.content.site.SiteMistakes;

/**
 * A picture beside the articles. Its name is made from its bytes, so that a cache may keep it for ever: a changed
 * picture has another name. The bytes stay in the file: a folder full of photos is larger than the memory.
 *
 * @param width as it is shown: of a photo that was taken upright, less than the height
 * @param path without symbolic links, so that it is still there when a link leads to the next version of the folder
 */
public record Image(String name, String type, int width, int height, Path path) {
    private static final int LARGEST = 3 << 20;
    private static final Map<String, String> TYPES = Map.of("png", "image/png", "jpg", "image/jpeg", "jpeg",
            "image/jpeg", "gif", "image/gif", "webp", "image/webp");
    private static final Map<String, String> FORMATS = Map.of("image/png", "png", "image/jpeg", "jpeg", "image/gif",
            "gif", "image/webp", "webp");

    /** No SVG: it can hold scripts, and its size is a matter of opinion. */
    static boolean isNamed(String file) {
        return TYPES.containsKey(ending(file));
    }

    /** Empty after noting why it is not shown. Read whole for its name, but never decoded beyond its size. */
    static Optional<Image> read(Path path, String file, SiteMistakes mistakes) {
        String type = TYPES.get(ending(file));
        try {
            if (Files.size(path) > LARGEST) {
                mistakes.add(file, 0, "", "a picture of at most 3 MiB");
                return Optional.empty();
            }
            byte[] bytes = Files.readAllBytes(path);
            Optional<Image> image = measured(bytes, type, path.toRealPath());
            if (image.isEmpty()) {
                mistakes.add(file, 0, "", "a picture of the type that its name says: " + FORMATS.get(type));
            }
            return image;
        } catch (IOException e) {
            mistakes.add(file, 0, "", "a picture that can be read, but " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Image> measured(byte[] bytes, String type, Path path) {
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(type);
            while (readers.hasNext()) {
                ImageReader reader = readers.next();
                if (reader.getOriginatingProvider().canDecodeInput(stream)) {
                    reader.setInput(stream, true, true);
                    String name = OpenImage.hashOf(bytes) + "." + FORMATS.get(type);
                    int width = reader.getWidth(0);
                    int height = reader.getHeight(0);
                    return Optional.of(type.equals("image/jpeg") && Orientation.isTurned(bytes)
                            ? new Image(name, type, height, width, path)
                            : new Image(name, type, width, height, path));
                }
            }
        } catch (IOException | RuntimeException e) {
            // Broken, and no more can be said to who wrote the page.
        }
        return Optional.empty();
    }

    private static String ending(String file) {
        return file.substring(file.lastIndexOf('.') + 1);
    }

    /** On this service. */
    public String address() {
        return "/images/" + name;
    }

    /** Whether it was read from that file, and not from one that only looks the same. */
    boolean isAt(Path other) {
        try {
            return path.equals(other.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    /** Empty where its file has gone or holds something else by now. To be closed. */
    public Optional<OpenImage> open() {
        return OpenImage.of(path, name.substring(0, name.indexOf('.')));
    }
}
