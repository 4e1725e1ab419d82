package org.frontdesk.content.article;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.imageio.ImageIO;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

import org.frontdesk.content.site.SiteMistakes;
import org.springframework.core.io.Resource;

import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;

/**
 * An image of an article. Its name is a hash of its bytes, so a cache may keep it forever: a changed image has another
 * name. Only its metadata is in memory; a folder of photos would not fit.
 *
 * @param width as displayed: less than the height if the photo was taken upright
 * @param path with symbolic links resolved, so that it still exists when a link is switched to the next version of the
 *        folder
 */
public record Image(String name, String type, int width, int height, Path path) {
    static final int LARGEST = 3 << 20;
    private static final Map<String, String> TYPES = Map.of("png", "image/png", "jpg", "image/jpeg", "jpeg",
            "image/jpeg", "gif", "image/gif", "webp", "image/webp");
    private static final Map<String, String> FORMATS = Map.of("image/png", "png", "image/jpeg", "jpeg", "image/gif",
            "gif", "image/webp", "webp");
    /** EXIF orientations from 5 to 8 are rotated by 90 degrees (Exif 3.0, Orientation). */
    private static final int FIRST_ROTATED = 5;

    /** No SVG: it can contain scripts, and often has no size of its own. */
    static boolean isNamed(String file) {
        return TYPES.containsKey(extension(file));
    }

    /** Empty after a mistake was added. Reads the whole file for the hash, but decodes only its size. */
    static Optional<Image> read(Path path, String file, SiteMistakes mistakes) {
        String type = TYPES.get(extension(file));
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
            var readers = ImageIO.getImageReadersByMIMEType(type);
            while (readers.hasNext()) {
                var reader = readers.next();
                if (reader.getOriginatingProvider().canDecodeInput(stream)) {
                    reader.setInput(stream, true, true);
                    String hash = ImageResource.name(ImageResource.sha256().digest(bytes));
                    String name = hash + "." + FORMATS.get(type);
                    int width = reader.getWidth(0);
                    int height = reader.getHeight(0);
                    return Optional.of(type.equals("image/jpeg") && isRotated(bytes)
                            ? new Image(name, type, height, width, path)
                            : new Image(name, type, width, height, path));
                }
            }
        } catch (IOException | RuntimeException e) {
            // The image is broken; the parser's message would not help an editor.
        }
        return Optional.empty();
    }

    /**
     * Whether browsers swap width and height: a phone that is held upright stores the photo in landscape and records the
     * rotation in its EXIF. Unreadable EXIF is ignored.
     */
    private static boolean isRotated(byte[] jpeg) {
        try {
            List<JPEGSegment> exif = JPEGSegmentUtil
                    .readSegments(new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg)), JPEG.APP1, "Exif");
            return !exif.isEmpty() && isRotated(exif.getFirst());
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return false;
        }
    }

    private static boolean isRotated(JPEGSegment exif) throws IOException {
        try (InputStream data = exif.segmentData()) {
            data.skipNBytes("Exif\0\0".length());
            // A stream of known length: the reader allocates no more than that, whatever counts the EXIF states.
            var orientation = new TIFFReader().read(new ByteArrayImageInputStream(data.readAllBytes()))
                    .getEntryById(TIFF.TAG_ORIENTATION);
            return orientation != null && orientation.getValue() instanceof Number number
                    && number.intValue() >= FIRST_ROTATED;
        }
    }

    private static String extension(String file) {
        return file.substring(file.lastIndexOf('.') + 1);
    }

    /** On this service. */
    public String address() {
        return "/images/" + name;
    }

    /** Whether it was read from that file, rather than from a hard link to it. */
    boolean isAt(Path other) {
        try {
            return path.equals(other.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    /** Empty if its file was deleted or changed since it was read. */
    public Optional<Resource> open() {
        return ImageResource.open(path, name).map(resource -> resource);
    }
}
