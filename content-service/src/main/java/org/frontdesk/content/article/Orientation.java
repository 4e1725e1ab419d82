package org.frontdesk.content.article;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import javax.imageio.stream.MemoryCacheImageInputStream;

import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;

/** Which way up a photo is: a phone held upright writes it lying, and notes in its EXIF how it is to be turned. */
final class Orientation {
    /** Of the eight, those from 5 on are turned by a quarter (Exif 3.0, Orientation). */
    private static final int TURNED = 5;

    private Orientation() {}

    /** Whether width and height change places when it is shown, as browsers do. What cannot be read says nothing. */
    static boolean isTurned(byte[] jpeg) {
        try {
            List<JPEGSegment> exif = JPEGSegmentUtil
                    .readSegments(new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg)), JPEG.APP1, "Exif");
            return !exif.isEmpty() && isTurned(exif.getFirst());
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return false;
        }
    }

    private static boolean isTurned(JPEGSegment exif) throws IOException {
        try (InputStream data = exif.segmentData()) {
            data.skipNBytes("Exif\0\0".length());
            // Of known length: the reader believes what it says of itself only as far as that.
            Entry orientation = new TIFFReader().read(new ByteArrayImageInputStream(data.readAllBytes()))
                    .getEntryById(TIFF.TAG_ORIENTATION);
            return orientation != null && orientation.getValue() instanceof Number number
                    && number.intValue() >= TURNED;
        }
    }
}
