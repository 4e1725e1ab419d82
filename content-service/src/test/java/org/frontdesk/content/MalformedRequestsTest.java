package org.frontdesk.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.frontdesk.content.MalformedRequests.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;

/**
 * Fuzzing: malformed requests get a 4xx, never a 500, and leave no stack trace in the log.
 * {@code -Dfuzz.requests=100000} sends more, {@code -Dfuzz.seed=} others.
 */
@ExtendWith(OutputCaptureExtension.class)
class MalformedRequestsTest extends RunningService {
    private static final int COUNT = Integer.getInteger("fuzz.requests", 5_000);
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_127L);
    private static final LoggingSystem LOGGING = LoggingSystem.get(MalformedRequestsTest.class.getClassLoader());
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

    @LocalManagementPort
    private int health;

    /** As in production; the other tests log warnings only. */
    @BeforeAll
    static void logAsInProduction() {
        LOGGING.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
    }

    @AfterAll
    static void logAsBefore() {
        LOGGING.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
    }

    @Test
    void malformed_requests_cause_no_server_error_and_no_stack_trace(CapturedOutput output) {
        Outcome outcome = send("pages", port(), pages(), COUNT);

        assertThat(outcome.faults()).isEmpty();
        assertThat(traces(output)).isEmpty();
        assertThat(outcome.statuses()).containsKeys("200", "304", "400", "404", "405", "501");
    }

    @Test
    void malformed_requests_to_health_and_metrics_cause_no_server_error(CapturedOutput output) {
        Outcome outcome = send("health and metrics", health, healthAndMetrics(), COUNT / 5);

        assertThat(outcome.faults()).isEmpty();
        assertThat(traces(output)).isEmpty();
        assertThat(outcome.statuses()).containsKeys("200", "400", "404");
    }

    private static Outcome send(String what, int port, List<String> valid, int count) {
        Outcome outcome = new MalformedRequests(port, SEED, valid).send(count);
        System.out.printf("%n  %,d damaged requests for %s (seed %d), answers by status:%n%s%n", count, what, SEED,
                outcome.table());
        return outcome;
    }

    private static List<String> traces(CapturedOutput output) {
        return output.getAll().lines().filter(line -> line.startsWith("\tat ") || line.contains("Exception"))
                .limit(40).toList();
    }

    /** Every kind of URL, with every method. */
    private List<String> pages() {
        String image = get("/pages/heart?lang=en").http().body().replaceFirst("(?s).*?(/images/[^\"\\\\]+).*", "$1");
        List<String> addresses = List.of("/pages", "/pages?topic=heart&limit=2&lang=uk", "/pages/heart?lang=en",
                "/pages/heart", "/pages/heart?lang=uk&preview=1999999999.0123456789abcdef0123456789abcdef",
                "/news?from=2026-01-01&until=2026-12-31&limit=1&after=LTIwNDg5L21heQ&lang=en",
                "/news/may?strict=true&lang=uk",
                "/stories?topic=heart", "/stories/first", "/contacts?lang=ar", "/contacts",
                "/search?q=heart&lang=en", "/search?q=%D0%B7%D0%B0%D0%BF%D0%B8%D1%82&kind=pages&limit=5&topic=heart",
                "/search?q=%D8%A7%D9%84%D9%82%D9%84%D8%A8&lang=ar", "/search?q=text+one&lang=tr", "/search",
                "/feeds/en/news.atom", "/feeds/uk/news.json", "/sitemap.xml", "/sitemaps/1.xml", image,
                "/images/none.png", "/error", "/", "//",
                "/nothing?lang=uk");
        List<String> valid = new ArrayList<>();
        for (String address : addresses) {
            valid.add(request("GET", address, "Accept: text/html,*/*;q=0.8\r\nAccept-Language: ar;q=0.9,en\r\n", ""));
            valid.add(request("GET", address, "Accept-Encoding: gzip\r\nIf-None-Match: \"a\", W/\"b\"\r\n", ""));
            valid.add(request("GET", address, "Range: bytes=0-99\r\nIf-Range: \"a\"\r\n", ""));
            valid.add(request("GET", "http://www.example.org" + address, "Accept-Language: uk\r\n", ""));
            valid.add(request("GET", address, "If-None-Match: *\r\n", ""));
            valid.add(request("HEAD", address, "If-Modified-Since: Thu, 01 Jan 2026 00:00:00 GMT\r\n", ""));
            Stream.of("OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "QUERY")
                    .forEach(method -> valid.add(request(method, address, FORM, "lang=uk&q=%zz&a=%")));
        }
        return valid;
    }

    private static List<String> healthAndMetrics() {
        return Stream
                .of("/actuator", "/actuator/health", "/actuator/health/readiness", "/actuator/health/folder",
                        "/actuator/health/none/below",
                        "/actuator/prometheus?includedNames=jvm_info", "/actuator/env", "/error", "/")
                .flatMap(address -> Stream.of(
                        request("GET", address, "Accept: application/json\r\n", ""),
                        request("GET", address, "Accept: application/openmetrics-text;version=1.0.0\r\n", ""),
                        request("GET", address, "Accept: text/html\r\nRange: bytes=0-9\r\n", ""),
                        request("HEAD", address, "", ""),
                        request("OPTIONS", address, "Origin: https://a.example\r\n", ""),
                        request("POST", address, "Content-Type: application/json\r\n", "{\"a\":1}"),
                        request("PUT", address, FORM, "a=%zz"), request("TRACE", address, "", "")))
                .toList();
    }

    private static String request(String method, String address, String headers, String body) {
        String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
        return method + " " + address + " HTTP/1.1\r\nHost: localhost:8083\r\n" + headers + length + "\r\n" + body;
    }
}
