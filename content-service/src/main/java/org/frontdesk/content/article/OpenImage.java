package org.frontdesk.content.article;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * An image's file, opened for one reader. An editor may write to it at any time, while caches keep for ever what is
 * given under the name of its bytes: so all is held to the name before anything is given, and what is given to the end
 * of the image once more, which is held back until then.
 */
public final class OpenImage implements Closeable {
    /** More than any answer about an error, which thereby never fills up what was begun. */
    private static final int HELD_BACK = 1 << 16;
    private static final int HASH = 12;

    private final FileChannel file;
    private final long headLength;
    private final byte[] headHash;
    private final byte[] tail;
    private final String hash;

    private OpenImage(FileChannel file) throws IOException {
        this.file = file;
        this.headLength = Math.max(0, file.size() - HELD_BACK);
        MessageDigest digest = writeHead(OutputStream.nullOutputStream());
        this.headHash = copy(digest).digest();
        this.tail = Channels.newInputStream(file).readNBytes(HELD_BACK + 1);
        this.hash = hash(digest.digest(tail));
    }

    /** Empty where the file has gone or holds something else by now. */
    static Optional<OpenImage> of(Path path, String hash) {
        try {
            FileChannel file = FileChannel.open(path);
            try {
                OpenImage image = new OpenImage(file);
                if (image.hash.equals(hash)) {
                    return Optional.of(image);
                }
                file.close();
            } catch (IOException e) {
                file.close();
            }
        } catch (IOException e) {
            // Gone, or not to be read any more.
        }
        return Optional.empty();
    }

    public long length() {
        return headLength + tail.length;
    }

    /**
     * Nowhere is the whole of it in memory: many large ones asked for at once would fill that.
     *
     * @throws IOException also where the file was changed meanwhile: what was begun must be broken off
     */
    public void writeTo(OutputStream out) throws IOException {
        if (headLength > 0) {
            byte[] written = writeHead(out).digest();
            out.flush();
            if (!Arrays.equals(written, headHash)) {
                throw new IOException("The image was changed while it was given");
            }
        }
        out.write(tail);
    }

    private MessageDigest writeHead(OutputStream out) throws IOException {
        MessageDigest digest = sha256();
        InputStream in = Channels.newInputStream(file.position(0));
        for (long left = headLength; left > 0; left -= HELD_BACK) {
            byte[] piece = in.readNBytes((int) Math.min(left, HELD_BACK));
            digest.update(piece);
            out.write(piece);
        }
        return digest;
    }

    /** What an image of these bytes is called. */
    static String hashOf(byte[] bytes) {
        return hash(sha256().digest(bytes));
    }

    private static String hash(byte[] digest) {
        return HexFormat.of().formatHex(digest, 0, HASH);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The JDK's SHA-256 can be copied", e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
