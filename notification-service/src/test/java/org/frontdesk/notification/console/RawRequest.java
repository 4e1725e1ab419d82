package org.frontdesk.notification.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** A request as bytes, each represented by the char of that number, and mutations of it. */
record RawRequest(String line, String headers, String body) {
    private static final Pattern VALUE = Pattern.compile("(?<=[=/:?&\" ])[^=/:?&\" \r\n]+");

    /** Each of these has broken some server: in a target, a header, a form, JSON or an address. */
    private static final List<String> NASTY = List.of("%", "%0", "%zz", "%00", "%ff", "%c0%ae", "%2e%2e", "%2f", "%5c",
            "%0d%0a", "%ed%a0%80", "%u0041", "\0", "\1", "\t", "\r", "\n", "\r\n", "\u007f", "\u00ff", "\u00c0\u00ae",
            "\u00ed\u00a0\u0080", "\\u0000", "\\ud800", "\\x00", "../..", "//", ";", ";jsessionid=1", "|", "^", "{",
            "}", "[]",
            "a[b]=c", "'", "\"", "' OR 1=1", "${7*7}", "[[${1}]]", "__${1}__::.x", "<script>", "-1", "0", "1e999",
            "NaN",
            "2147483648", "9223372036854775807", "99999999999999999999", "999999999-999999999999999999",
            "4000000000-1", "0-999999999999999999", "99999999999999-0-1", "253402300800000-0-1", "1-", "-", "--",
            "00000000-0000-0000-0000-000000000000", "1-1-1-1-1", "g0000000-0000-0000-0000-000000000000",
            "KzEwMDAwMDAwMDAtMTItMzFUMjM6NTk6NTlaIHg", "MjAyNi0wMi0zMFQwMDowMDowMFogeA", "2026-02-30", "0000-00-00",
            "+1000000000-12-31T23:59:59Z", "lost", "true", "null", "@", "a@b", "@@", "+@gmail.com",
            "x@" + "y".repeat(300),
            utf8("jané@пошта.example"), utf8("\u202eمرحبا"), utf8("😀"), "x".repeat(9_000), "&state=dead&state=due",
            "&limit=1&limit=2", "&=&&=", "&_csrf=&_csrf=", "&kind", "=", "[".repeat(2_000), "{\"a\":".repeat(1_200),
            "[1,",
            "{\"q\":{}}", "{\"q\":[\"x\"]}", "{\"q\":1e400}", "{\"email\":\"\\u0000@x\"}", "{\"q\":\"\\ud800\"}",
            "{\"kind\":\"lost\"}", "{\"doubtful\":\"maybe\"}", "{\"q\":\"a\",\"q\":\"b\"}", "\u00ef\u00bb\u00bf{}");

    private static final List<String> HEADERS = List.of("Content-Length: 5", "Content-Length: 99999",
            "Content-Length: -1",
            "Content-Length: x", "Content-Length: 99999999999999999999", "Transfer-Encoding: chunked",
            "Transfer-Encoding: chunked, chunked", "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: rubbish",
            "Transfer-Encoding: \0", "Accept-Language: en" + ",de;q=0.5".repeat(20), "Expect: 100-continue",
            "Expect: rubbish", "Host: b", "Host:", "Host: [::1",
            "Host: a:b",
            "Host: a:99999", "Cookie: FRONTDESK=", "Cookie: FRONTDESK=\0", "Cookie: FRONTDESK=%00",
            "Cookie: FRONTDESK=AA==",
            "Cookie: FRONTDESK=\u00ff; FRONTDESK=1", "Cookie: \"", "Cookie: =;=;;,",
            "Cookie: $Version=1; FRONTDESK=\"\\",
            "Cookie: FRONTDESK=" + "x".repeat(3_000), "X-CSRF-TOKEN: \0", "X-CSRF-TOKEN: rubbish", "X-CSRF-TOKEN: %%",
            "Authorization: Basic", "Authorization: Basic ", "Authorization: Basic ***", "Authorization: Basic AA==",
            "Authorization: Basic b3BlcmF0b3I=", "Authorization: Basic Og==", "Authorization: Basic ADoA",
            "Authorization: Basic /zr/", "Authorization: basic b3BlcmF0b3I6eA==", "Authorization: Bearer x",
            "Authorization: Digest username=\"x\"", "Authorization: \0", "Authorization: Basic " + "QUFB".repeat(1_500),
            "Content-Type: application/json", "Content-Type: application/json; charset=nonsense",
            "Content-Type: application/json; charset=utf-32", "Content-Type: text/html; charset=", "Content-Type: /",
            "Content-Type: application/x-www-form-urlencoded; charset=nonsense",
            "Content-Type: application/x-www-form-urlencoded; charset=utf-16", "Content-Type: multipart/form-data",
            "Content-Type: multipart/form-data; boundary=", "Content-Type: multipart/form-data; boundary=x",
            "Content-Encoding: gzip", "Accept: rubbish", "Accept: application/xml", "Accept: */*;q=x",
            "Accept: text/html",
            "Accept: image/png", "Accept-Language: \u00ff", "Accept-Language: " + "x-".repeat(900),
            "Accept-Charset: nonsense",
            "Range: bytes=9-1", "Range: bytes=0-0," + "1-1,".repeat(500), "If-Modified-Since: yesterday",
            "If-None-Match: \"",
            "If-Match: *", "X-HTTP-Method-Override: DELETE", "X-Forwarded-For: \0", "X-Forwarded-Host: a b",
            "X-Forwarded-Port: x", "Forwarded: for=\"", "Origin: null", "Origin: https://evil.example",
            "Sec-Fetch-Site: x",
            "Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AA", "Connection: Upgrade\r\nUpgrade: websocket",
            "traceparent: 00-0-0-0", "traceparent: \u00ff", "Name", ": value", " folded", "N\u00e4me: x",
            "X-Long: " + "x".repeat(9_000));

    private static final List<String> TARGETS = List.of("http://evil.example/console", "http://[::1/console",
            "http://a:b/",
            "https://", "*", "evil.example:443", "//evil.example/console", "/console/../deliveries",
            "/console/%2e%2e/deliveries",
            "/console;x/mails", "/deliveries//retry", "/CONSOLE", "", "?", "#", "/console#x", "/\\console",
            "/console\u00ff",
            "/actuator/health", "/actuator/health/%00",
            "/actuator/health/no/such", "/console;a=%", "/actuator/health;a=%u0041", "/console.css/x",
            "/error?status=200",
            "/console/" + "a/".repeat(900),
            "/console?" + "a=b&".repeat(1_500), "/" + "x".repeat(9_000));

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
            "TRACE",
            "CONNECT", "BREW", "get", "PO ST", "G\0T", "", "X".repeat(9_000));

    RawRequest with(String method) {
        return new RawRequest(method + line.substring(Math.max(0, line.indexOf(' '))), headers, body);
    }

    /** With one to four mutations. */
    RawRequest mutated(RandomGenerator random) {
        var mutant = this;
        for (int faults = random.nextInt(1, 5); faults > 0; faults--) {
            mutant = mutant.fault(random);
        }
        return mutant;
    }

    private RawRequest fault(RandomGenerator random) {
        return switch (random.nextInt(10)) {
            case 0 -> with(any(METHODS, random));
            case 1 ->
                new RawRequest(line.substring(0, line.indexOf(' ') + 1) + any(TARGETS, random) + " HTTP/1.1", headers,
                        body);
            case 2, 3 -> new RawRequest(line, headers + any(HEADERS, random) + "\r\n", body);
            case 4 -> new RawRequest(value(line, random), headers, body);
            case 5 -> new RawRequest(line, value(headers, random), body);
            case 6 -> new RawRequest(line, headers, value(body, random));
            case 7 -> new RawRequest(bytes(line, random), headers, body);
            case 8 -> new RawRequest(line, bytes(headers, random), body);
            default -> new RawRequest(line, headers, bytes(body, random));
        };
    }

    /** Replaces or extends one of its values with something malicious. */
    private static String value(String text, RandomGenerator random) {
        var values = VALUE.matcher(text).results().toList();
        if (values.isEmpty()) {
            return text + any(NASTY, random);
        }
        var value = values.get(random.nextInt(values.size()));
        var kept = random.nextBoolean() ? value.group() : "";
        return text.substring(0, value.start()) + kept + any(NASTY, random) + text.substring(value.end());
    }

    private static String bytes(String text, RandomGenerator random) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(1, 9));
        var before = text.substring(0, at);
        return switch (random.nextInt(4)) {
            case 0 -> before + (at == text.length() ? "" : (char) (text.charAt(at) ^ 1 << random.nextInt(8)))
                    + text.substring(Math.min(text.length(), at + 1));
            case 1 -> before + (char) random.nextInt(256) + text.substring(at);
            case 2 -> before + text.substring(end);
            default -> before + any(NASTY, random) + text.substring(at);
        };
    }

    private static String any(List<String> of, RandomGenerator random) {
        return of.get(random.nextInt(of.size()));
    }

    /** @param length whether to send the correct content length */
    byte[] bytes(boolean length) {
        return (line + "\r\n" + headers + (length ? "Content-Length: " + body.length() + "\r\n" : "") + "\r\n" + body)
                .getBytes(ISO_8859_1);
    }

    private static String utf8(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }
}
