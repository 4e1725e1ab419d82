package org.frontdesk.inquiry.submission;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Reads a request's body up to the limit; getParameter would let the server read it first, and without that limit. */
@Component
public class Body {
    static final int LIMIT = 64 * 1024;

    /**
     * For all bodies that are being read. Bytes that came are counted, not bodies: a thousand clients that send a byte now
     * and then would take a thousand places, and have sent next to nothing.
     */
    private static final int MEMORY = 16 * 1024 * 1024;

    private final Semaphore free = new Semaphore(MEMORY);

    /**
     * @throws Refusal 413 over 64 KiB, by Content-Length at once, else as soon as it is passed; 415 unless in UTF-8; 408
     *                 if its client is too slow; 503 if too much is being read
     */
    public byte[] read(HttpServletRequest request) {
        var charset = MediaType.parseMediaType(request.getContentType()).getCharset();
        if (charset != null && !charset.equals(StandardCharsets.UTF_8)) {
            throw new Refusal(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "content-type", "Send it in UTF-8.");
        }
        if (request.getContentLengthLong() > LIMIT) {
            throw tooLarge();
        }
        var bytes = new ByteArrayOutputStream(1024);
        try {
            readAll(request.getInputStream(), bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw e.getCause() instanceof SocketTimeoutException
                    ? new Refusal(HttpStatus.REQUEST_TIMEOUT, "too-slow", "The body took too long; send it again.")
                    : Refusal.malformed("The body ended before it was complete; send it again.");
        } finally {
            free.release(bytes.size());
        }
    }

    private void readAll(InputStream in, ByteArrayOutputStream bytes) throws IOException {
        var chunk = new byte[1024];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            if (!free.tryAcquire(count)) {
                throw new Refusal(HttpStatus.SERVICE_UNAVAILABLE, "not-confirmed",
                        "Too much is being sent; send it again.");
            }
            bytes.write(chunk, 0, count);
            if (bytes.size() > LIMIT) {
                throw tooLarge();
            }
        }
    }

    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw Refusal.malformed("The body is not UTF-8; send it in UTF-8.");
        }
    }

    private static Refusal tooLarge() {
        return new Refusal(HttpStatus.CONTENT_TOO_LARGE, "too-large", "Send at most 65536 bytes.");
    }
}
