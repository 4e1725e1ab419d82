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

/** Reads a request body up to a size limit. With getParameter, Tomcat would read the body first, without this limit. */
@Component
public class BoundedBody {
    static final int LIMIT = 64 * 1024;

    /**
     * For all bodies that are being read. Counts received bytes instead of requests, so that slow clients, which have
     * sent almost nothing, do not use it up.
     */
    private static final int MEMORY = 16 * 1024 * 1024;

    private final Semaphore free = new Semaphore(MEMORY);

    /**
     * @throws Refusal 413 if it is over 64 KiB, by Content-Length or while it is read; 415 if it is not UTF-8; 408 if the
     *                 client is too slow; 503 if too many bodies are being read
     */
    public byte[] read(HttpServletRequest request) {
        var charset = MediaType.parseMediaType(request.getContentType()).getCharset();
        if (charset != null && !charset.equals(StandardCharsets.UTF_8)) {
            throw new Refusal(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "content-type", "Send the body in UTF-8.");
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
                    ? new Refusal(HttpStatus.REQUEST_TIMEOUT, "too-slow",
                            "The body took too long to arrive. Send it again.")
                    : Refusal.malformed("The body is incomplete. Send it again.");
        } finally {
            free.release(bytes.size());
        }
    }

    private void readAll(InputStream in, ByteArrayOutputStream bytes) throws IOException {
        var chunk = new byte[1024];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            if (!free.tryAcquire(count)) {
                throw new Refusal(HttpStatus.SERVICE_UNAVAILABLE, "not-confirmed",
                        "Too many requests are being read. Send it again.");
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
            throw Refusal.malformed("The body is not valid UTF-8.");
        }
    }

    private static Refusal tooLarge() {
        return new Refusal(HttpStatus.CONTENT_TOO_LARGE, "too-large", "Send at most 65536 bytes.");
    }
}
