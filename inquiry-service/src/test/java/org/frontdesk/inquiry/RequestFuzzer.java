package org.frontdesk.inquiry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Sends valid requests with random damage, as raw bytes: flipped, inserted, deleted and repeated bytes, pieces of other
 * requests, and tokens that are known to break parsers. The same seed gives the same requests.
 *
 * @param valid requests, one char per byte; {n} becomes the request's number in hex, to simulate different clients
 */
record RequestFuzzer(int port, long seed, List<String> valid) {
    private static final int SENDERS = 16;
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int MAX_MUTATIONS = 4;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");
    private static final Pattern LENGTH = Pattern.compile("(?i)(content-length: )\\d+");

    /**
     * @param statuses how often each status occurred; "none" if the server closed without a response
     * @param faults   requests with a 5xx other than 501 and 503, or that were neither answered nor closed
     */
    record Result(SortedMap<String, Integer> statuses, List<String> faults) {
        String table() {
            var table = new StringBuilder();
            statuses.forEach((status, count) -> table.append("  %s %,9d%n".formatted(status, count)));
            return table.toString();
        }
    }

    Result send(int count) {
        var statuses = new ConcurrentSkipListMap<String, Integer>();
        var faults = new ConcurrentLinkedQueue<String>();
        var next = new AtomicInteger();
        try (var senders = Executors.newFixedThreadPool(SENDERS)) {
            for (int i = 0; i < SENDERS; i++) {
                senders.execute(() -> {
                    for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                        send(n, statuses, faults);
                    }
                });
            }
        }
        return new Result(statuses, List.copyOf(faults));
    }

    private void send(int n, SortedMap<String, Integer> statuses, ConcurrentLinkedQueue<String> faults) {
        var request = request(n);
        for (var status : statuses(request)) {
            statuses.merge(status, 1, Integer::sum);
            if (status.startsWith("5") && !status.equals("501") && !status.equals("503") || status.equals("hung")) {
                faults.add("%s: request %d of seed %d: %s".formatted(status, n, seed, readable(request)));
            }
        }
    }

    /** Shuts down its output after the request, so that the server does not wait for more. */
    private List<String> statuses(byte[] request) {
        var answer = new ByteArrayOutputStream();
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            socket.getInputStream().transferTo(answer);
        } catch (SocketTimeoutException e) {
            return List.of("hung");
        } catch (IOException e) {
            // Closed while the request was being sent: responses received before count.
        }
        var found = STATUS.matcher(answer.toString(ISO_8859_1)).results().map(match -> match.group(1)).toList();
        return found.isEmpty() ? List.of("none") : found;
    }

    byte[] request(int n) {
        var random = new SplittableRandom(seed * 1_000_003 + n);
        var request = pick(random, valid);
        for (int i = random.nextInt(MAX_MUTATIONS + 1); i > 0; i--) {
            request = mutated(random, request);
        }
        var numbered = request.replace("{n}", Integer.toHexString(n & 0xffff));
        return (random.nextInt(4) == 0 ? numbered : withRightLength(numbered)).getBytes(ISO_8859_1);
    }

    private String mutated(RandomGenerator random, String request) {
        var at = random.nextInt(request.length() + 1);
        var end = Math.min(request.length(), at + 1 + random.nextInt(random.nextInt(8) == 0 ? 200 : 4));
        return switch (random.nextInt(8)) {
            case 0 -> request.substring(0, at) + (char) random.nextInt(256) + request.substring(end);
            case 1 -> request.substring(0, at) + request.substring(end);
            case 2 -> request.substring(0, end) + request.substring(at);
            case 3 -> {
                var other = pick(random, valid);
                yield request.substring(0, at) + other.substring(random.nextInt(other.length()));
            }
            case 4 -> inserted(request, afterLine(random, request), pick(random, LINES) + "\r\n");
            default -> inserted(request, random.nextBoolean() ? at : atToken(random, request), pick(random, TOKENS));
        };
    }

    private static String inserted(String request, int at, String piece) {
        return request.substring(0, at) + piece + request.substring(at);
    }

    private static int afterLine(RandomGenerator random, String request) {
        var end = request.indexOf("\r\n", random.nextInt(request.length() + 1));
        return end < 0 ? request.length() : end + 2;
    }

    /** At a token boundary, where most insertions still reach a parser. */
    private static int atToken(RandomGenerator random, String request) {
        for (int at = random.nextInt(request.length() + 1); at < request.length(); at++) {
            if (" /?&=:;,\"{}\r".indexOf(request.charAt(at)) >= 0) {
                return at + random.nextInt(2);
            }
        }
        return request.length();
    }

    private static String withRightLength(String request) {
        var head = request.indexOf("\r\n\r\n");
        var length = request.length() - head - 4;
        return head < 0
                ? request
                : LENGTH.matcher(request.substring(0, head)).replaceAll("$1" + length) + request.substring(head);
    }

    private static String pick(RandomGenerator random, List<String> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static String readable(byte[] request) {
        var text = new StringBuilder();
        for (var b : Arrays.copyOf(request, Math.min(request.length, 1_500))) {
            text.append(b >= ' ' && b < 127 ? String.valueOf((char) b) : "\\x%02x".formatted(b & 0xff));
        }
        return text.toString();
    }

    private static final List<String> TOKENS = List.of("\0", "\r", "\n", "\r\n", "\r\n\r\n", "\t", "\u0007",
            "\u001b[31m",
            "\u007f", "\u0085", "\u00a0", "\u00ff", "\u00ff\u00fe", "\u00fe\u00ff", "\u00ef\u00bb\u00bf",
            "\u00c0\u00af",
            "\u00ed\u00a0\u0080", "\u00f4\u0090\u0080\u0080", "\u00f0\u009f\u0098", "%", "%%", "%0", "%zz", "%00",
            "%0d%0a",
            "%FF", "%C0%AF", "%ED%A0%80", "%u0041", "%2e%2e%2f", "%2F", "%5c", "%25", "../", "..;/", "//", "\\", ";",
            ";jsessionid=1", "?", "#", "[", "]", "[]", "{", "}", "|", "^", "`", "<", ">", "\"", "'", "=", "&", "&&",
            "+", ",",
            ":", "::", "@", "*", "*/*", "~", "$", "${x}", "#{x}", "{{7*7}}", "__${7*7}__::.x", "\\u0000", "\\ud800",
            "\\udc00\\ud800", "\\x", "null", "true", "NaN", "-Infinity", "-0", "1e999999999", "1E-999999999", "0x10",
            "01",
            "9".repeat(400), "[".repeat(3_000), "{\"a\":".repeat(1_500), "[[]]", "{\"a\":[{}]}", "\"a\":1,\"a\":2,",
            "\"message\":\"again\",", "A".repeat(300), "a".repeat(9_000), "a=b&".repeat(500), " ".repeat(3_000),
            "--b\r\n", "--b--\r\n", "--b\r\nContent-Disposition: form-data\r\n\r\n",
            "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\0b\"\r\n\r\nx\r\n",
            "--b\r\nContent-Disposition: form-data; name=\"f\0g\"; filename=\"a\"\r\n\r\nx\r\n",
            "--b\r\nContent-Disposition: attachment; name*=utf-8''%zz; filename*=x'y'z\r\n\r\nx\r\n",
            "--b\r\nContent-Type: multipart/mixed; boundary=c\r\nContent-Disposition: form-data; name=m\r\n\r\n--c\r\n\r\n",
            "; charset=\"", "; charset=utf-16", "; charset=no such", "; charset=*", "; charset=", "; charset=UTF-7",
            "; boundary=", "; boundary=\"b", "; boundary=" + "b".repeat(100), "; q=", ";q=2", "; q=0.0000", "; \0=\0",
            "HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/9.9", "HTTP/1.1.1", "http/1.1", "TRACE ", "CONNECT ",
            "OPTIONS * ",
            "PROPFIND ", "get ", "http://[::1", "http://other.example", "https://a@b:99999/", "//[", "0\r\n\r\n",
            "5\r\n",
            "-1\r\n", "FFFFFFFFFFFFFFFF\r\n", "5;x=\"\r\n", "5;" + "e".repeat(9_000) + "\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

    private static final List<String> LINES = List.of("Transfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: chunked, chunked", "Transfer-Encoding: identity", "Transfer-Encoding: x\0",
            "Transfer-Encoding:",
            "Content-Length: -1", "Content-Length: 99999999999999999999", "Content-Length: +5", "Content-Length: 5, 5",
            "Content-Length: 7", "Content-Length:", "Content-Encoding: gzip", "Content-Encoding: \0",
            "Content-Type: text/plain", "Content-Type: application/json; charset=none-such",
            "Content-Type: application/json; charset=utf-16", "Content-Type: application/json; charset=a b",
            "Content-Type: multipart/form-data", "Content-Type: multipart/form-data; boundary=", "Content-Type: */*",
            "Content-Type: /", "Content-Type:", "Content-Type: application/x-www-form-urlencoded; charset=\"",
            "Content-Disposition: form-data; name=\"", "Expect: 100-continue", "Expect: 200-ok", "Expect:",
            "Accept: */*;q=9", "Accept: ;;;,,,", "Accept: text/html;charset=\"", "Accept: text/html, */*;q=0",
            "Accept: a/b;q=\0", "Accept: " + "a/b,".repeat(1_500), "Accept:", "Accept-Charset: none, *;q=x",
            "Accept-Encoding: *;q=0", "Accept-Encoding: gzip;q=\0", "Accept-Language: *-*-x;q=..",
            "Accept-Language: -,-;q=1", "Accept-Language: en" + ",de;q=0.5".repeat(20),
            "Accept-Language: " + "aa-".repeat(1_500), "Accept-Language: \u00ff", "Accept-Language: x-a;q=-1,en;q=1e9",
            "Range: bytes=0-0,-1", "Range: bytes=99999999999999999999-", "Range: bytes=5-1", "Range: items=\0",
            "Range: bytes=" + "0-,".repeat(1_000), "If-Range: \"", "If-Modified-Since: yesterday",
            "If-None-Match: ,,\"",
            "If-Match: *", "If-Unmodified-Since: 0", "Host: other.example", "Host:", "Host: [::1", "Host: a b",
            "Host: a:b",
            "Host: %00", "Cookie: a=\"\0", "Cookie: $Version=1; \u00ff=;;=", "Cookie: " + "a=b;".repeat(1_500),
            "Origin: null", "Origin: %%%", "Origin: http://localhost:8080", "Origin: http://[", "Origin: file:///x",
            "Access-Control-Request-Method: \0", "Access-Control-Request-Method: POST",
            "Access-Control-Request-Headers: ,\u00ff,", "X-Forwarded-For: ,,,", "X-Forwarded-For: fe80::1%eth0",
            "X-Forwarded-For: ::ffff:192.0.2.1", "X-Forwarded-For: 999.1.1.1", "X-Forwarded-For: 192.0.2.1:80",
            "X-Forwarded-For: " + "1,".repeat(2_000), "X-Forwarded-For: \u00ff", "X-Forwarded-For: %",
            "X-Forwarded-Proto: \0",
            "X-Forwarded-Host: \"[", "X-Forwarded-Port: 999999", "X-Forwarded-Prefix: /%zz", "Forwarded: for=\"[",
            "X-HTTP-Method-Override: PUT", "X-HTTP-Method-Override: \0", "Idempotency-Key:",
            "Idempotency-Key: \u00ff\u00fe",
            "Idempotency-Key: " + "k".repeat(7_000),
            "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AA",
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x",
            "Connection: \0",
            "Connection: close", "Connection: keep-alive, close,", "Keep-Alive: timeout=-1", "TE: trailers",
            "Trailer: Host",
            "Authorization: Basic %", "Authorization: Bearer \0", "Sec-Fetch-Mode: \0", "traceparent: 00-0-0-zz",
            "traceparent: 00-" + "f".repeat(32) + "-" + "0".repeat(16) + "-01", "tracestate: ,=,", "baggage: a=%zz,=",
            "b3: 0", "X-B3-TraceId: zz", "No colon here", ": no name", " folded: line", "\tfolded", "Sp ace: x",
            "N\0: x",
            "X: \0", "X: \u00ff\u0080", "X-A: y\r\n".repeat(150) + "X-A: y", "X-Long: " + "x".repeat(9_000));
}
