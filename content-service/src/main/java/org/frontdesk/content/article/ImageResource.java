package org.frontdesk.content.article;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.springframework.core.io.AbstractResource;

/**
 * An image file for one response. Not Spring's {@code FileSystemResource}: an editor may overwrite the file at any time,
 * while caches keep forever what is served under the name of its bytes. The whole file is verified against the name when
 * it is opened, and each chunk again before it is sent.
 */
final class ImageResource extends AbstractResource {
    private static final int CHUNK = 1 << 15;
    private static final int HASH = 12;

    private final Path path;
    private final String filename;
    private final long length;
    /** Kept in memory: a change of the file shows only after the response has begun, and then breaks it off. */
    private final byte[] first;
    private final List<byte[]> digests = new ArrayList<>();

    private ImageResource(Path path, String filename) throws IOException {
        this.path = path;
        this.filename = filename;
        if (Files.size(path) > Image.LARGEST) {
            throw new IOException(path + " has changed"); // it was smaller: hashing it at every request would be costly
        }
        MessageDigest whole = sha256();
        try (InputStream in = Files.newInputStream(path)) {
            // The first chunk takes the odd length: what is missing after a failure is then never small enough for an
            // error response to complete it.
            first = in.readNBytes(CHUNK + (int) (Files.size(path) % CHUNK));
            whole.update(first);
            long read = first.length;
            for (byte[] chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
                whole.update(chunk);
                digests.add(sha256().digest(chunk));
                read += chunk.length;
            }
            length = read;
        }
        if (!filename.startsWith(name(whole.digest()) + ".")) {
            throw new IOException(path + " has changed");
        }
    }

    /** Empty if the file was deleted or changed in the meantime. */
    static Optional<ImageResource> open(Path path, String filename) {
        try {
            return Optional.of(new ImageResource(path, filename));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** @throws IOException from its methods, if the file changes while it is read */
    @Override
    public InputStream getInputStream() {
        return new VerifiedStream();
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public String getFilename() {
        return filename;
    }

    @Override
    public String getDescription() {
        return "image " + path;
    }

    /** What an image with these bytes is called, without the file extension. */
    static String name(byte[] digest) {
        return HexFormat.of().formatHex(digest, 0, HASH);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** One chunk at a time: many large images requested at once would fill the memory. */
    private final class VerifiedStream extends InputStream {
        private byte[] chunk = first;
        private int position;
        private int next;
        private InputStream file;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int count) throws IOException {
            if (position == chunk.length && next < digests.size()) {
                advance();
            }
            int given = Math.min(count, chunk.length - position);
            System.arraycopy(chunk, position, to, offset, given);
            position += given;
            return given == 0 && count > 0 ? -1 : given;
        }

        /** Whole chunks are not read: a request may name a hundred ranges, and Spring opens a stream for each. */
        @Override
        public long skip(long count) throws IOException {
            int inChunk = Math.clamp(count, 0, chunk.length - position);
            position += inChunk;
            int chunks = Math.clamp((count - inChunk) / CHUNK, 0, digests.size() - next);
            if (chunks > 0) {
                file().skipNBytes((long) chunks * CHUNK);
                next += chunks;
                position = chunk.length;
            }
            long skipped = inChunk + (long) chunks * CHUNK;
            return skipped + super.skip(count - skipped);
        }

        private void advance() throws IOException {
            chunk = file().readNBytes(CHUNK);
            position = 0;
            if (!Arrays.equals(sha256().digest(chunk), digests.get(next++))) {
                throw new IOException(path + " was changed while it was sent");
            }
        }

        private InputStream file() throws IOException {
            if (file == null) {
                file = Files.newInputStream(path);
                file.skipNBytes(first.length);
            }
            return file;
        }

        @Override
        public void close() throws IOException {
            if (file != null) {
                file.close();
            }
        }
    }
}
