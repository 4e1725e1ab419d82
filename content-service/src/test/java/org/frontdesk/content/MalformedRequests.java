package org.frontdesk.content;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sends randomly mutated requests as raw bytes: bytes flipped, inserted and deleted, parts of other requests, and
 * strings that are known to break parsers. A seed always gives the same requests.
 *
 * @param valid each char is a byte
 */
record MalformedRequests(int port, long seed, List<String> valid) {
    private static final int SENDERS = 16;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final Pattern STATUS = Pattern.compile("(?:^|\r\n\r\n|[^\n])HTTP/1\\.1 (\\d{3})");

    /**
     * @param statuses the number of responses by status; "none" without a status line: for half a request, or for
     *        HTTP/0.9, which has none
     * @param faults the requests with a 5xx other than 501 and 503, and those neither answered nor closed
     */
    record Outcome(Map<String, Integer> statuses, List<String> faults) {
        String table() {
            var table = new StringBuilder();
            statuses.forEach((status, count) -> table.append("  %s %,9d%n".formatted(status, count)));
            return table.toString();
        }
    }

    private record Answered(int number, List<String> statuses) {
        boolean isFault() {
            return statuses.stream().anyMatch(status -> status.equals("hung")
                    || status.startsWith("5") && !status.equals("501") && !status.equals("503"));
        }
    }

    Outcome send(int count) {
        Collection<Answered> answers = Collections.synchronizedCollection(new ArrayList<>());
        try (var senders = Executors.newFixedThreadPool(SENDERS)) {
            IntStream.range(0, count).forEach(number -> senders
                    .execute(() -> answers.add(new Answered(number, statuses(request(number))))));
        }
        Map<String, Integer> statuses = new TreeMap<>();
        answers.stream().flatMap(answer -> answer.statuses().stream())
                .forEach(status -> statuses.merge(status, 1, Integer::sum));
        return new Outcome(statuses,
                answers.stream().filter(Answered::isFault).limit(20).map(answer -> "%s: request %d: %s"
                        .formatted(answer.statuses(), answer.number(), readable(request(answer.number())))).toList());
    }

    /** Closes its own side after the request, so that a server that waits for more sees the end. */
    private List<String> statuses(byte[] request) {
        var answer = new ByteArrayOutputStream();
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            socket.getInputStream().transferTo(answer);
        } catch (SocketTimeoutException e) {
            return List.of("hung");
        } catch (IOException e) {
            // Closed while the request was being sent: what was received before counts.
        }
        List<String> found = STATUS.matcher(answer.toString(ISO_8859_1)).results()
                .map((MatchResult match) -> match.group(1)).toList();
        return found.isEmpty() ? List.of("none") : found;
    }

    private byte[] request(int number) {
        var random = new SplittableRandom(seed * 1_000_003 + number);
        String request = pick(random, valid);
        for (int left = random.nextInt(4); left > 0; left--) {
            request = damaged(random, request);
        }
        return request.getBytes(ISO_8859_1);
    }

    private String damaged(SplittableRandom random, String request) {
        int at = random.nextInt(request.length() + 1);
        int end = Math.min(request.length(), at + 1 + random.nextInt(random.nextInt(8) == 0 ? 200 : 4));
        return switch (random.nextInt(10)) {
            case 0 -> request.substring(0, at) + (char) random.nextInt(256) + request.substring(end);
            case 1 -> request.substring(0, at) + (char) random.nextInt(256) + request.substring(at);
            case 2 -> request.substring(0, at) + request.substring(end);
            case 3 -> request.substring(0, end) + request.substring(at);
            case 4 -> {
                String other = pick(random, valid);
                yield request.substring(0, at) + other.substring(random.nextInt(other.length()));
            }
            case 5, 6 -> inserted(request, nextLine(random, request), pick(random, HEADERS) + "\r\n");
            default -> inserted(request, random.nextBoolean() ? at : nextSign(random, request), pick(random, PIECES));
        };
    }

    private static String inserted(String request, int at, String piece) {
        return request.substring(0, at) + piece + request.substring(at);
    }

    private static int nextLine(SplittableRandom random, String request) {
        int end = request.indexOf("\r\n", random.nextInt(request.length() + 1));
        return end < 0 ? request.length() : end + 2;
    }

    /** The end of a token of the URL or of a header: most of what is inserted there still reaches a parser. */
    private static int nextSign(SplittableRandom random, String request) {
        int at = random.nextInt(request.length() + 1);
        while (at < request.length() && " /?&=:;,\"\r".indexOf(request.charAt(at)) < 0) {
            at++;
        }
        return Math.min(request.length(), at + random.nextInt(2));
    }

    private static String pick(SplittableRandom random, List<String> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static String readable(byte[] request) {
        var text = new StringBuilder();
        for (byte b : Arrays.copyOf(request, Math.min(request.length, 1_500))) {
            text.append(b >= ' ' && b < 127 ? String.valueOf((char) b) : "\\x%02x".formatted(b & 0xff));
        }
        return text.toString();
    }

    private static final List<String> PIECES = Stream.of(
            Stream.of("\0", "\r", "\n", "\r\n", "\r\n\r\n", "\t", "\u0007", "\u001b[31m", "\u007f", "\u00ff\u00fe",
                    "\u00ef\u00bb\u00bf", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00f4\u0090\u0080\u0080"),
            // URLs.
            Stream.of("%", "%%", "%0", "%zz", "%00", "%0d%0a", "%FF", "%C0%AF", "%ED%A0%80", "%ED%B0%80%ED%A0%80",
                    "%F4%90%80%80", "%u0041", "%2e%2e%2f", "%2F", "%5c", "%25", "%3B", "%23", "../", "./", "..;/", "//",
                    "\\", ";", ";a=b", ";jsessionid=1", "?", "#", "[", "]", "{", "}", "|", "^", "`", "<", ">", "\"",
                    "'", "=", "&", "&&", "+", ",", ":", "@", "*", "~", "http://[::1", "http://other.example",
                    "https://a@b:99999/", "//[", "a".repeat(300), "a".repeat(9_000), "a=b&".repeat(2_000)),
            // Parameters.
            Stream.of("&lang=", "&lang=x", "&lang=%00", "&lang=en-x-", "&lang=" + "a-".repeat(300), "&lang=en&lang=uk",
                    "&strict=", "&strict=%E2%80%AE", "&limit=0", "&limit=-1", "&limit=2147483648", "&limit=٣",
                    "&limit=%D9%A3", "&limit=" + "9".repeat(400), "&after=", "&after=%FF", "&after=LTEvYQ",
                    "&after=////",
                    "&after=OTk5OTk5OTk5OTk5OTk5OTk5L2E", "&topic=%2E%2E", "&from=2026-02-30", "&from=999999999-01-01",
                    "&from=%2B999999999-12-31", "&until=-999999999-01-01", "&until=0000-00-00", "&kind=PAGES",
                    "&kind=%C4%B1", "&preview=", "&preview=.", "&preview=999999999999.", "&preview=1.1.1",
                    "&preview=" + "9".repeat(30) + ".a", "&preview=9999999999." + "f".repeat(32)),
            // Searches.
            Stream.of("*", "?*", "%2B", "%2Bheart%20-heart", "AND", "OR%20NOT", "%26%26", "%7C%7C", "(", ")", "((((",
                    "\"",
                    "%22heart", "heart~", "heart~9", "heart%5E9999999999", "title%3A", "%5B*%20TO%20*%5D",
                    "%7Ba%20TO%20",
                    "%5C", "%2F.*%2F", "&q=", "&q=%00", "&q=%F0%9F%92%99", "&q=%ED%A0%BD", "&q=%E2%80%8B", "&q=%CC%81",
                    "&q=" + "a%20".repeat(100), "&q=" + "b".repeat(200), "&q=" + "%D9%80".repeat(200),
                    "&q=" + "%CC%81".repeat(200), "&q=%D8%A7" + "%D9%91".repeat(190), "&q=" + "a%27".repeat(100)),
            // HTTP.
            Stream.of("HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/9.9", "HTTP/1.1.1", "http/1.1", "TRACE ", "CONNECT ",
                    "OPTIONS * ", "PROPFIND ", "get ", "0\r\n\r\n", "5\r\n", "-1\r\n", "FFFFFFFFFFFFFFFF\r\n",
                    "5;x=\"\r\n",
                    "5;" + "e".repeat(9_000) + "\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "; charset=\"",
                    "; charset=no such",
                    "; charset=", "; q=", ";q=2", ";q=0.0000", "; \0=\0", " ".repeat(3_000)))
            .flatMap(pieces -> pieces).toList();

    private static final List<String> HEADERS = Stream.of(
            Stream.of("Range: bytes=0-0", "Range: bytes=-1", "Range: bytes=0-0,-1",
                    "Range: bytes=99999999999999999999-",
                    "Range: bytes=5-1", "Range: bytes=-0", "Range: bytes=--1", "Range: bytes", "Range: bytes=",
                    "Range: items=\0", "Range: bytes=" + "0-,".repeat(1_000),
                    "Range: bytes=" + "0-0,".repeat(200) + "1-1",
                    "If-Range: \"", "If-Range: yesterday", "If-Match: *", "If-Match: \"", "If-Match: W/",
                    "If-None-Match: *",
                    "If-None-Match: ,,\"", "If-None-Match: \"\u00ff\"", "If-None-Match: W/\"a\", b, \"c",
                    "If-None-Match: " + "\"a\",".repeat(1_500), "If-Modified-Since: yesterday",
                    "If-Modified-Since: Thu, 01 Jan 9999999 00:00:00 GMT", "If-Modified-Since: -1",
                    "If-Unmodified-Since: 0", "If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT"),
            Stream.of("Accept: \"a/b", "Accept: text/html, \"a/b", "Accept: */*;q=9", "Accept: ;;;,,,",
                    "Accept: text/html;charset=\"", "Accept: a/b;q=\0", "Accept: " + "a/b,".repeat(1_500), "Accept:",
                    "Accept-Charset: none, *;q=x", "Accept-Encoding: *;q=0", "Accept-Encoding: gzip;q=\0",
                    "Accept-Encoding: ,;,", "Accept-Encoding: gzip;q=1;q=0", "Accept-Encoding: " + "a,".repeat(3_000),
                    "Accept-Language: *-*-x;q=..", "Accept-Language: -,-;q=1", "Accept-Language: uk;q=9",
                    "Accept-Language: " + "aa-".repeat(1_500), "Accept-Language: " + "aa,".repeat(2_000),
                    "Accept-Language: " + "zh-hak,i-hak;q=0.1,".repeat(300), "Accept-Language: \u00ff",
                    "Accept-Language: x-a;q=-1,en;q=1e9", "Accept-Language: en-u-ca-", "Accept-Language: *-UA"),
            Stream.of("Transfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: identity",
                    "Transfer-Encoding: chunked, chunked", "Transfer-Encoding: x\0", "Transfer-Encoding:",
                    "Content-Length: -1", "Content-Length: 99999999999999999999", "Content-Length: +5",
                    "Content-Length: 5, 5", "Content-Length: 7", "Content-Length:", "Content-Encoding: gzip",
                    "Content-Type: \"a/b", "Content-Type: */*", "Content-Type: /", "Content-Type:",
                    "Content-Type: multipart/form-data", "Content-Type: multipart/form-data; boundary=\"",
                    "Content-Type: application/x-www-form-urlencoded",
                    "Content-Type: application/x-www-form-urlencoded; charset=none-such",
                    "Content-Type: application/x-www-form-urlencoded; charset=\"",
                    "Content-Type: text/plain; charset=a b",
                    "Expect: 100-continue", "Expect: 200-ok", "Expect:", "TE: trailers", "Trailer: Host"),
            Stream.of("Host: other.example", "Host:", "Host: [::1", "Host: a b", "Host: a:b", "Host: %00",
                    "Host: \u00ff",
                    "Cookie: a=\"\0", "Cookie: $Version=1; \u00ff=;;=", "Cookie: " + "a=b;".repeat(1_500),
                    "Origin: null",
                    "Origin: %%%", "Origin: http://[", "Origin: https://other.example",
                    "Access-Control-Request-Method: \0", "Access-Control-Request-Method: POST",
                    "Access-Control-Request-Headers: ,\u00ff,", "X-Forwarded-For: ,,,", "X-Forwarded-Proto: \0",
                    "X-Forwarded-Host: \"[", "X-Forwarded-Port: 999999", "X-Forwarded-Prefix: /%zz",
                    "Forwarded: for=\"[",
                    "X-HTTP-Method-Override: PUT", "Authorization: Basic %", "traceparent: 00-0-0-zz",
                    "baggage: a=%zz,="),
            Stream.of("Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AA",
                    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x",
                    "Connection: \0", "Connection: close", "Connection: keep-alive, close,", "Keep-Alive: timeout=-1",
                    "No colon here", ": no name", " folded: line", "Sp ace: x", "N\0: x", "X: \0", "X: \u00ff\u0080",
                    "X-A: y\r\n".repeat(150) + "X-A: y", "X-Long: " + "x".repeat(9_000)))
            .flatMap(headers -> headers).toList();
}
