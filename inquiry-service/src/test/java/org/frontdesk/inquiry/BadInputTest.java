package org.frontdesk.inquiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Invalid input is refused in the visitor's language, and nothing of it is published or logged. */
@ExtendWith(OutputCaptureExtension.class)
class BadInputTest extends RunningService {
    private static final String JSON_TYPE = "application/json";

    @AfterEach
    void nothing_refused_is_published() {
        assertThat(nothingPublished()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | Please write your message.               | Some fields need your attention.
            uk | Будь ласка, напишіть ваше повідомлення.  | Деякі поля потребують вашої уваги.
            ar | يُرجى كتابة رسالتك.                       | بعض الحقول تحتاج إلى مراجعة.
            """)
    void a_missing_field_is_reported_in_the_visitors_language(String language, String message, String title) {
        var response = postJson(inquiry("message", "", "language", language));

        assertProblem(response, 400, "invalid", title);
        assertThat(errors(response))
                .containsExactly(Map.of("field", "message", "code", "required", "message", message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | This is too long. Please shorten it to at most 200 characters.
            uk | Текст задовгий. Будь ласка, скоротіть його до 200 символів.
            ar | هذا النص أطول من اللازم. يُرجى اختصاره إلى 200 حرف على الأكثر.
            """)
    void an_overlong_field_is_reported_in_the_visitors_language(String language, String message) {
        var response = postJson(inquiry("name", "ж".repeat(201), "language", language));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(errors(response)).containsExactly(Map.of("field", "name", "code", "too-long", "message", message));
    }

    @ParameterizedTest
    @CsvSource({"en,There is no such form.", "uk,Такої форми немає.", "ar,لا يوجد نموذج بهذا الاسم."})
    void an_unknown_form_is_404(String language, String title) {
        var response = send(to("/forms/none/inquiries").headers("Content-Type", JSON_TYPE, "Accept-Language", language)
                .POST(BodyPublishers.ofString("{}")));

        assertProblem(response, 404, "unknown-form", title);
    }

    @ParameterizedTest
    @CsvSource({"en,The request could not be read.", "uk,Запит не вдалося прочитати.", "ar,تعذّرت قراءة الطلب."})
    void malformed_json_is_400(String language, String title) {
        assertProblem(postJson("{\"message\":", "Accept-Language", language), 400, "malformed", title);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "\"text\"", "{\"message\":\"a\"} {}", "{\"message\":\"a\"}x",
            "{\"message\":\"a\",\"message\":\"b\"}", "{\"message\":'a'}", "{\"message\":NaN}", "{\"message\":\"a\",}"})
    void anything_but_one_json_object_is_malformed(String body) {
        assertProblem(postJson(body), 400, "malformed", "The request could not be read.");
    }

    @Test
    void deeply_nested_json_is_malformed() {
        assertThat(postJson("{\"message\":" + "[".repeat(20_000)).statusCode()).isEqualTo(400);
        assertThat(postJson("{\"a\":".repeat(9_000)).statusCode()).isEqualTo(400);
    }

    @Test
    void a_nested_value_is_refused_with_its_field_name() {
        var response = postJson(inquiry("name", List.of("a")));

        assertThat(errors(response)).extracting("field", "code").containsExactly(tuple("name", "type"));
    }

    @Test
    void an_undeclared_field_is_refused_with_its_name() {
        var response = postJson(inquiry("surname", "x", "other", Map.of("deep", true)));

        assertThat(errors(response)).extracting("field", "code").containsExactly(tuple("surname", "unknown"),
                tuple("other", "unknown"));
    }

    @Test
    void thousands_of_undeclared_fields_give_a_short_response() {
        var fields = IntStream.range(0, 5_000).mapToObj("\"%d\":1"::formatted).collect(Collectors.joining(","));
        var response = postJson("{" + fields + "}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).hasSizeLessThan(4_000);
    }

    @Test
    void invalid_utf_8_is_400() {
        var body = "{\"message\":\"ÿ\"}".getBytes(StandardCharsets.ISO_8859_1);
        var response = send(to(INQUIRIES).header("Content-Type", JSON_TYPE).POST(BodyPublishers.ofByteArray(body)));

        assertProblem(response, 400, "malformed", "The request could not be read.");
        assertThat(postForm("message=%FF").statusCode()).isEqualTo(400);
        assertThat(postForm("message=%C0%AF").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "multipart/mixed; boundary=x",
            "multipart/form-data; boundary=x; charset=utf-16", "application/json; charset=utf-16",
            "application/json; charset=none-such", "application/x-www-form-urlencoded; charset=windows-1251", "//"})
    void another_content_type_or_charset_is_415(String type) {
        var response = send(to(INQUIRIES).header("Content-Type", type).POST(BodyPublishers.ofString("{}")));

        assertProblem(response, 415, "content-type", "The form was sent in a way that we cannot read.");
    }

    @Test
    void no_content_type_is_415() {
        assertThat(send(to(INQUIRIES).POST(BodyPublishers.ofString("{}"))).statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource({"en,This is too large to be sent. Please shorten it.",
            "uk,'Це завелике, щоб надіслати. Будь ласка, скоротіть.'",
            "ar,حجم ما أُرسل أكبر من المسموح به. يُرجى اختصاره."})
    void a_body_over_64_kib_is_413(String language, String title) {
        assertProblem(postJson(ofSize(65_537), "Accept-Language", language), 413, "too-large", title);
    }

    @Test
    void a_chunked_body_over_64_kib_is_413_while_it_is_read() {
        var body = ofSize(70_000).getBytes(StandardCharsets.UTF_8);
        var response = send(to(INQUIRIES).header("Content-Type", JSON_TYPE)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

        assertThat(response.statusCode()).isEqualTo(413);
    }

    @Test
    void a_body_that_arrives_too_slowly_is_408() throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(100);
            write(socket, "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: 60000\r\n\r\n"
                    .formatted(INQUIRIES, JSON_TYPE));
            await().atMost(Duration.ofSeconds(15)).ignoreExceptionsInstanceOf(SocketTimeoutException.class)
                    .until(() -> {
                        write(socket, " ");
                        return new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
                    }, "HTTP/1.1 408"::equals);
            socket.shutdownOutput(); // otherwise the service would wait for the rest of the body
            socket.setSoTimeout(10_000);
            assertAsDocumented(408, new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource({"application/json,*/*", "application/json,image/png", "application/x-www-form-urlencoded,image/png",
            "multipart/form-data; boundary=b,image/png"})
    void a_body_that_ends_early_is_400_whatever_the_client_accepts(String type, String accept) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            write(socket, """
                    POST %s HTTP/1.1\r
                    Host: localhost\r
                    Content-Type: %s\r
                    Accept: %s\r
                    Content-Length: 100\r
                    \r
                    {""".formatted(INQUIRIES, type, accept));
            socket.shutdownOutput();
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400");
            assertAsDocumented(400, answer.substring("HTTP/1.1 400".length()));
        }
    }

    /** @param answer everything after the status code, to the end of the connection */
    private static void assertAsDocumented(int status, String answer) {
        var parts = answer.split("\r\n\r\n", 2);
        var headers = parts[0].lines().skip(1).map(line -> line.split(": ", 2))
                .collect(Collectors.groupingBy(line -> line[0],
                        Collectors.mapping(line -> line[1], Collectors.toList())));
        var body = parts[1].substring(parts[1].indexOf('{'), parts[1].lastIndexOf('}') + 1);
        OpenApi.assertDocumented("post", "/forms/{form}/inquiries", status, HttpHeaders.of(headers, (_, _) -> true),
                body);
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_body_of_64_kib_is_read() {
        assertThat(errors(postJson(ofSize(65_536)))).extracting("field").contains("message");
    }

    @ParameterizedTest
    @CsvSource({"GET,/forms/request-info/inquiries,405,method", "DELETE,/forms/request-info,405,method",
            "PUT,/forms/request-info/inquiries,405,method", "GET,/nothing/here,404,not-found", "GET,/,404,not-found",
            "GET,/error,404,not-found", "GET,/forms/none,404,unknown-form", "GET,/forms/none/thanks,404,unknown-form",
            "GET,/forms/request-info?topic=%FF,400,malformed", "GET,/frontdesk.txt,404,not-found"})
    void other_methods_and_paths_are_problem_documents(String method, String path, int status, String code) {
        var response = send(to(path).method(method, BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json(response).get("type").asString()).isEqualTo("urn:frontdesk:problem:" + code);
    }

    @Test
    void a_request_that_tomcat_refuses_is_a_problem_document() {
        var response = get("/forms/%2F");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).get().asString()
                .startsWith("application/problem+json");
        assertThat(json(response).get("status").asInt()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE"})
    void a_form_with_a_malformed_percent_sign_and_another_method_is_405(String method) {
        var response = send(to(INQUIRIES).header("Content-Type", "application/x-www-form-urlencoded").method(method,
                BodyPublishers.ofString("message=%zz")));

        assertProblem(response, 405, "method", "This cannot be done at this address.");
        assertThat(response.headers().firstValue("Allow")).hasValue("POST");
    }

    @ParameterizedTest
    @CsvSource({"Content-Type,'\"a/b'", "Accept,'\"a/b'", "Accept,'text/html, \"a/b'"})
    void a_media_type_that_begins_with_a_quotation_mark_is_malformed(String header, String value) {
        var response = send(to(INQUIRIES).header(header, value).POST(BodyPublishers.ofString("{}")));

        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void an_unknown_http_version_is_malformed() throws IOException {
        try (var socket = new Socket("localhost", port)) {
            write(socket, "GET /forms/request-info HTTP/9.9\r\nHost: localhost\r\n\r\n");
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
                    .isEqualTo("HTTP/1.1 400");
        }
    }

    @Test
    void an_unsupported_accept_is_406() {
        assertProblem(get("/forms/request-info", "Accept", "image/png"), 406, "not-acceptable",
                "This page does not exist in the format asked for.");
        assertThat(get("/forms/request-info", "Accept", "nonsense").statusCode()).isEqualTo(406);
    }

    @Test
    void a_browser_gets_a_page_in_its_language_with_the_phone_line() {
        var response = get("/forms/none", "Accept", "text/html,*/*;q=0.8", "Accept-Language", "ar");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("dir=\"rtl\"", "لا يوجد نموذج بهذا الاسم.", "+44 20 7946 0274");
    }

    @Test
    void no_personal_data_is_logged(CapturedOutput output) {
        var answers = List.of(postJson("{\"message\":\"a secret worry\", \"email\":\"worried@example.net\",,}"),
                postJson(inquiry("email", "worried@example", "message", "a secret worry")),
                postForm("message=a+secret+worry&email=worried@example"), get("/forms/worried@example.net"));

        assertThat(answers).extracting(HttpResponse::statusCode).containsExactly(400, 400, 400, 404);
        assertThat(output).doesNotContain("worry", "worried");
    }

    private static String ofSize(int bytes) {
        var start = "{\"message\":\"";
        return start + "a".repeat(bytes - start.length() - 2) + "\"}";
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code, String title) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(response).get("type").asString()).isEqualTo("urn:frontdesk:problem:" + code);
        assertThat(json(response).get("title").asString()).isEqualTo(title);
        assertThat(json(response).get("status").asInt()).isEqualTo(status);
    }

    private static List<Map<String, String>> errors(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(400);
        return json(response).get("errors").valueStream()
                .map(error -> Map.of("field", error.get("field").asString(), "code", error.get("code").asString(),
                        "message", error.get("message").asString()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource
    void an_invalid_value_is_refused(String field, Object value, String code) {
        assertThat(errors(postJson(inquiry(field, value)))).extracting("field", "code")
                .containsExactly(tuple(field, code));
    }

    static Stream<Arguments> an_invalid_value_is_refused() {
        return Stream.of(arguments("email", "visitor", "invalid"),
                arguments("email", "a".repeat(250) + "@b.cc", "too-long"),
                arguments("phone", "call me", "invalid"),
                arguments("phone", "1".repeat(41), "too-long"),
                arguments("message", "a".repeat(10_001), "too-long"),
                arguments("message", " \n\t", "required"),
                arguments("message", "\u00a0\u3000", "required"),
                arguments("message", "\u200b\ufeff\u00ad", "required"),
                arguments("page", "https://www.example.org/" + "a".repeat(2_000), "too-long"),
                arguments("consent", false, "required"),
                arguments("consent", "perhaps", "required"),
                arguments("diagnosis-year", "long ago", "invalid"),
                arguments("diagnosis-year", 1949, "too-small"),
                arguments("diagnosis-year", "1".repeat(1_001), "too-long"));
    }

    @Test
    void a_missing_contact_is_one_error_at_the_email() {
        assertThat(errors(postJson(inquiry("email", "")))).extracting("field", "code")
                .containsExactly(tuple("email", "contact"));
    }

    @Test
    void every_field_has_at_most_one_error_in_the_forms_order() {
        assertThat(errors(postJson("{\"phone\":\"x\",\"diagnosis-year\":\"x\"}"))).extracting("field")
                .containsExactly("phone", "message", "diagnosis-year", "consent");
    }
}
