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

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;

/**
 * The bytes of one response, plain and gzipped, each with its own strong ETag (RFC 9110, 8.8.3.3), so that no cache
 * confuses them. Tomcat's compression leaves responses with a strong ETag uncompressed, and Spring's
 * {@code ShallowEtagHeaderFilter} computes the ETag again for every request.
 */
final class CachedResponse {
    /** Smaller responses are not worth compressing. */
    private static final int SMALLEST_COMPRESSED = 1024;

    private record Coded(byte[] bytes, String tag) {}

    private record Header(String name, String value) {}

    private final String type;
    private final List<Header> headers = new ArrayList<>();
    private final Coded plain;
    private final Coded gzip;

    CachedResponse(HttpServletResponse answer, byte[] body) {
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
        gzip = body.length < SMALLEST_COMPRESSED ? null : new Coded(compressed(body), '"' + hash + "-gzip\"");
    }

    int weight() {
        return plain.bytes().length + (gzip == null ? 0 : gzip.bytes().length) + 1024;
    }

    void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean compressed = gzip != null && acceptsGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
        Coded coded = compressed ? gzip : plain;
        headers.forEach(header -> response.setHeader(header.name(), header.value()));
        response.setHeader(HttpHeaders.ETAG, coded.tag());
        if (matches(request.getHeader(HttpHeaders.IF_NONE_MATCH), coded.tag())) {
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

    /** The header's entry for gzip or, if it has none, for any coding (RFC 9110, 12.5.3). */
    private static boolean acceptsGzip(String accepted) {
        Map<String, Boolean> codings = new HashMap<>();
        for (String coding : accepted == null ? new String[0] : accepted.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = coding.split(";", -1);
            codings.put(parts[0].strip(), Arrays.stream(parts).map(String::strip)
                    .noneMatch(parameter -> parameter.matches("q=0(\\.0*)?")));
        }
        return codings.getOrDefault("gzip", codings.getOrDefault("*", false));
    }

    /** Weak comparison (RFC 9110, 13.1.2). */
    private static boolean matches(String ifNoneMatch, String tag) {
        return ifNoneMatch != null
                && (ifNoneMatch.equals("*") || Arrays.stream(ifNoneMatch.split(",")).map(String::strip)
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
        var bytes = new ByteArrayOutputStream(body.length / 2);
        try (var stream = new GZIPOutputStream(bytes)) {
            stream.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
