package org.frontdesk.content.edition;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import org.springframework.http.HttpHeaders;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * The bytes of one answer, as they are and compressed, each with a strong entity tag of its own (RFC 9110, 8.8.3.3), so
 * that a cache never takes the one for the other.
 */
final class PreparedAnswer {
    /** Below that a gzip costs the reader more than it spares. */
    private static final int WORTH_COMPRESSING = 1024;

    private record Coded(byte[] bytes, String tag) {}

    private record Header(String name, String value) {}

    private final String type;
    private final List<Header> headers = new ArrayList<>();
    private final Coded plain;
    private final Coded gzip;

    PreparedAnswer(HttpServletResponse answer, byte[] body) {
        this.type = answer.getContentType();
        for (String name : answer.getHeaderNames()) {
            if (!List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_LENGTH, HttpHeaders.VARY).contains(name)) {
                answer.getHeaders(name).forEach(value -> headers.add(new Header(name, value)));
            }
        }
        List<String> vary = new ArrayList<>(answer.getHeaders(HttpHeaders.VARY));
        vary.add(HttpHeaders.ACCEPT_ENCODING);
        headers.add(new Header(HttpHeaders.VARY, String.join(", ", vary)));
        String hash = hash(body);
        plain = new Coded(body, '"' + hash + '"');
        gzip = body.length < WORTH_COMPRESSING ? null : new Coded(compressed(body), '"' + hash + "-gzip\"");
    }

    int weight() {
        return plain.bytes().length + (gzip == null ? 0 : gzip.bytes().length) + 1024;
    }

    void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean compressed = gzip != null && takesGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
        Coded coded = compressed ? gzip : plain;
        headers.forEach(header -> response.setHeader(header.name(), header.value()));
        response.setHeader(HttpHeaders.ETAG, coded.tag());
        if (isHeld(request.getHeader(HttpHeaders.IF_NONE_MATCH), coded.tag())) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(type);
        if (compressed) {
            response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        response.setContentLength(coded.bytes().length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(coded.bytes());
        }
    }

    /** What the header says of gzip or else, where it does not name it, of any coding (RFC 9110, 12.5.3). */
    private static boolean takesGzip(String accepted) {
        Map<String, Boolean> taken = new HashMap<>();
        for (String coding : accepted == null ? new String[0] : accepted.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = coding.split(";", -1);
            taken.put(parts[0].strip(), Arrays.stream(parts).map(String::strip)
                    .noneMatch(parameter -> parameter.matches("q=0(\\.0*)?")));
        }
        return taken.getOrDefault("gzip", taken.getOrDefault("*", false));
    }

    /** Compared weakly, as RFC 9110, 13.1.2, says. */
    private static boolean isHeld(String held, String tag) {
        return held != null && (held.equals("*") || Arrays.stream(held.split(",")).map(String::strip)
                .anyMatch(one -> one.equals(tag) || one.equals("W/" + tag)));
    }

    private static String hash(byte[] body) {
        try {
            return HexFormat.of().formatHex(Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(body), 12));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static byte[] compressed(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 2);
        try (GZIPOutputStream stream = new GZIPOutputStream(bytes)) {
            stream.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
