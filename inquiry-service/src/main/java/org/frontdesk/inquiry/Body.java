package org.frontdesk.inquiry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** Reads a request's body up to the limit; getParameter would let the server read it first, and without that limit. */
class Body {
    static final int LIMIT = 64 * 1024;

    private Body() {}

    /** @throws Refusal 413 over 64 KiB, by Content-Length at once, else as soon as it is passed; 415 unless in UTF-8 */
    static byte[] read(HttpServletRequest request) {
        var charset = MediaType.parseMediaType(request.getContentType()).getCharset();
        if (charset != null && !charset.equals(StandardCharsets.UTF_8)) {
            throw new Refusal(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "content-type", "Send it in UTF-8.");
        }
        if (request.getContentLengthLong() > LIMIT) {
            throw tooLarge();
        }
        try {
            var bytes = request.getInputStream().readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw tooLarge();
            }
            return bytes;
        } catch (IOException e) {
            throw Refusal.malformed("The body ended before it was complete; send it again.");
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
