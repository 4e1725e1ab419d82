package org.frontdesk.inquiry.submission;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Reads a request's body up to the limit; getParameter would let the server read it first, and without that limit. */
@Component
public class Body {
    static final int LIMIT = 64 * 1024;

    /**
     * @param time   for a whole body to arrive; the server's own time-out starts anew with each byte
     * @param atOnce bodies that may be under way: with the limit of each, the memory that senders can take
     */
    @ConfigurationProperties("frontdesk.body")
    record Settings(@DefaultValue("20s") Duration time, @DefaultValue("1000") int atOnce) {}

    private final Duration time;
    private final Semaphore free;

    Body(Settings settings) {
        time = settings.time();
        free = new Semaphore(settings.atOnce());
    }

    /**
     * @throws Refusal 413 over 64 KiB, by Content-Length at once, else as soon as it is passed; 415 unless in UTF-8; 408
     *                 if it takes too long; 503 if too many are being read
     */
    public byte[] read(HttpServletRequest request) {
        var charset = MediaType.parseMediaType(request.getContentType()).getCharset();
        if (charset != null && !charset.equals(StandardCharsets.UTF_8)) {
            throw new Refusal(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "content-type", "Send it in UTF-8.");
        }
        if (request.getContentLengthLong() > LIMIT) {
            throw tooLarge();
        }
        if (!free.tryAcquire()) {
            throw new Refusal(HttpStatus.SERVICE_UNAVAILABLE, "not-confirmed", "Too many are sending; send it again.");
        }
        try {
            return readAll(request.getInputStream());
        } catch (SocketTimeoutException e) {
            throw tooSlow();
        } catch (IOException e) {
            throw Refusal.malformed("The body ended before it was complete; send it again.");
        } finally {
            free.release();
        }
    }

    private byte[] readAll(InputStream in) throws IOException {
        var end = System.nanoTime() + time.toNanos();
        var bytes = new ByteArrayOutputStream(1024);
        var chunk = new byte[8 * 1024];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            bytes.write(chunk, 0, count);
            if (bytes.size() > LIMIT) {
                throw tooLarge();
            }
            if (System.nanoTime() - end > 0) {
                throw tooSlow();
            }
        }
        return bytes.toByteArray();
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

    private static Refusal tooSlow() {
        return new Refusal(HttpStatus.REQUEST_TIMEOUT, "too-slow", "The body took too long to arrive; send it again.");
    }
}
