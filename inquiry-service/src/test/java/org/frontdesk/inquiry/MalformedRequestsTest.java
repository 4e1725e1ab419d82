package org.frontdesk.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

/**
 * Malformed requests cause no server error and no stack trace. {@code -Dfuzz.requests=100000} sends more, {@code
 * -Dfuzz.seed=} others; by default the seed is fixed.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = "frontdesk.limits.lifted=true") // otherwise it would exhaust the limits of other tests
class MalformedRequestsTest extends RunningService {
    private static final int COUNT = Integer.getInteger("fuzz.requests", 5_000);
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_122L);
    /** The statuses of this service and of Tomcat; "none" for a closed connection. A redirect would be a bug. */
    private static final Set<String> EXPECTED = Set.of("100", "200", "202", "206", "303", "304", "400", "403", "404",
            "405",
            "406", "408", "412", "413", "414", "415", "416", "417", "431", "501", "503", "none");
    private static final LoggingSystem LOGGING = LoggingSystem.get(MalformedRequestsTest.class.getClassLoader());
    private static final String JSON_BODY = "{\"name\":\"A visitor\",\"email\":\"visitor@example.net\",\"message\":\"Hello\","
            + "\"language\":\"en\",\"topic\":\"general\",\"page\":\"https://www.example.org/en?lang=en\",\"consent\":true,"
            + "\"diagnosis-year\":2020}";
    private static final String PAIRS = "name=A+visitor&email=visitor%40example.net&message=Hello%0Ayou&language=ar&consent=on"
            + "&topic=general&page=https%3A%2F%2Fwww.example.org%2F&utm=x&_token=t-1&_started=1.2&_remarks=&next=https://x";
    private static final String PARTS = part("name=\"email\"", "visitor@example.net")
            + part("name=\"message\"", "Hello")
            + part("name=\"consent\"", "on") + part("name=\"report\"; filename=\"\"", "") + "--b--\r\n";

    /** As in production; the other tests log less. */
    @BeforeAll
    static void logAsInProduction() {
        LOGGING.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
    }

    @AfterAll
    static void logAsBefore() {
        LOGGING.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
    }

    @Test
    void no_malformed_request_causes_a_server_error_or_a_stack_trace(CapturedOutput output) {
        var result = new RequestFuzzer(port, SEED, valid()).send(COUNT);

        System.out.printf("%n  %,d mutated requests (seed %d), answers by status:%n%s%n", COUNT, SEED, result.table());
        assertThat(result.faults()).isEmpty();
        assertThat(output.getAll().lines().filter(line -> line.startsWith("\tat ") || line.contains("Exception")))
                .isEmpty();
        assertThat(result.statuses()).containsKeys("200", "202", "303", "400", "404", "405", "406", "413", "415");
        assertThat(result.statuses().keySet()).isSubsetOf(EXPECTED);
    }

    /** Requests for every endpoint, with every method and encoding; most of them are valid. */
    private static List<String> valid() {
        var forms = "/forms/request-info";
        var posts = Stream.of(
                request("POST", INQUIRIES, "Content-Type: application/json\r\nIdempotency-Key: k-1", JSON_BODY),
                request("POST", INQUIRIES + "?lang=uk", "Content-Type: application/json;charset=utf-8\r\nAccept: */*",
                        JSON_BODY),
                request("POST", INQUIRIES, "Content-Type: application/x-www-form-urlencoded\r\nAccept: text/html",
                        PAIRS),
                request("POST", INQUIRIES, "Content-Type: application/json", "{\"message\":\"" + "a".repeat(66_000)),
                request("POST", INQUIRIES,
                        "Content-Type: multipart/form-data; boundary=b\r\nOrigin: http://localhost:8080",
                        PARTS),
                chunked("Content-Type: application/json\r\nTransfer-Encoding: chunked", JSON_BODY),
                chunked("Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n"
                        + "Expect: 100-continue", PAIRS));
        var gets = Stream
                .of(forms + "?lang=de&topic=general&page=https://www.example.org/",
                        forms + "/thanks?ref=k7m4-2qxz-9tbd",
                        "/widget.js", "/frontdesk.css", "/error", "/", "/forms/none")
                .flatMap(path -> Stream.of(
                        request("GET", path,
                                "Accept: text/html,*/*;q=0.8\r\nAccept-Language: ar;q=0.9,en\r\nCookie: a=b", ""),
                        request("GET", path, "Accept: application/json\r\nAccept-Encoding: gzip\r\n"
                                + "If-Modified-Since: Thu, 01 Jan 2026 00:00:00 GMT\r\nRange: bytes=0-99", ""),
                        request("HEAD", path, "Accept: */*", "")));
        var others = Stream.of("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "QUERY")
                .flatMap(method -> Stream.of(
                        request(method, INQUIRIES, "Content-Type: application/x-www-form-urlencoded", PAIRS),
                        request(method, forms, "Content-Type: application/json\r\nOrigin: http://localhost:8080\r\n"
                                + "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: content-type",
                                JSON_BODY),
                        request(method, "/widget.js", "Content-Type: multipart/form-data; boundary=b", PARTS)));
        return Stream.of(posts, posts(), gets, others).flatMap(all -> all).toList();
    }

    /** More POSTs, so that they are half of all requests. */
    private static Stream<String> posts() {
        return Stream.of("application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b")
                .flatMap(type -> Stream
                        .of("/forms/request-info/inquiries", "/forms/request-info/inquiries?lang=fr&x=%C3%A9")
                        .flatMap(path -> Stream.of("", "\r\nAccept-Language: tr", "\r\nAccept: text/html")
                                .map(more -> request("POST", path, "Content-Type: " + type + more,
                                        switch (type.charAt(12)) {
                                            case 'j' -> JSON_BODY;
                                            case 'x' -> PAIRS;
                                            default -> PARTS;
                                        }))));
    }

    private static String request(String method, String path, String headers, String body) {
        var length = body.isEmpty() ? "" : "\r\nContent-Length: " + body.length();
        return "%s %s HTTP/1.1\r\nHost: localhost:8081\r\nX-Forwarded-For: 2001:db8:0:{n}::1\r\n%s%s\r\n\r\n%s"
                .formatted(method, path, headers, length, body);
    }

    private static String chunked(String headers, String body) {
        var half = body.length() / 2;
        return request("POST", INQUIRIES, headers, "").concat("%x\r\n%s\r\n%x;e=1\r\n%s\r\n0\r\n\r\n".formatted(half,
                body.substring(0, half), body.length() - half, body.substring(half)));
    }

    private static String part(String disposition, String value) {
        return "--b\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + value + "\r\n";
    }
}
