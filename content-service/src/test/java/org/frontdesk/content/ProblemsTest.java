package org.frontdesk.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest extends RunningService {
    @ParameterizedTest
    @CsvSource({"/pages/unknown, en, This page does not exist", "/news/unknown, uk, Такої сторінки немає",
            "/stories/unknown, ar, هذه الصفحة غير موجودة", "/nothing/here, uk, Такої сторінки немає"})
    void an_unknown_url_is_a_404_in_the_visitors_language_with_its_phone_number(String address, String lang,
            String title) {
        Answer problem = get(address + "?lang=" + lang);

        assertThat(problem.status()).isEqualTo(404);
        assertThat(problem.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(problem.header("Content-Language")).isEqualTo(lang);
        assertThat(problem.header("Cache-Control")).isEqualTo("no-store");
        assertThat(problem.at("/status")).isEqualTo("404");
        assertThat(problem.at("/type")).isEqualTo("urn:frontdesk:problem:not-found");
        assertThat(problem.at("/title")).isEqualTo(title);
        assertThat(problem.at("/detail")).isNotBlank();
        assertThat(problem.at("/contacts/clinic")).isEqualTo("Clinic " + lang);
        assertThat(problem.at("/contacts/phones/0/number")).startsWith("+44 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/pages/HEART", "/pages/heart%20", "/pages/a;b=c", "/pages/heart/more", "/pages/",
            "/pages/..", "/pages/%F0%9F%92%99", "/pages/heart.md", "/error"})
    void an_invalid_slug_is_a_404(String address) {
        assertThat(get(address).status()).isEqualTo(404);
        assertThat(get(address).header("Content-Type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /pages/../../etc/passwd", "GET /pages/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
            "GET /pages/%00",
            "GET /pages/..%5c..%5csite.yml", "GET /pages/%c0%ae%c0%ae", "GET /pages/[x]", "GET /contacts?lang=%zz"})
    void a_malformed_url_is_a_400_in_the_visitors_language(String requestLine) {
        assertThat(raw(requestLine)).startsWith("HTTP/1.1 400 ").contains("Content-Type: application/problem+json",
                "Content-Language: uk", "В адресі є помилка", "+44 20 7946 0531");
    }

    /** Rejected before the headers are read, so the visitor's language is unknown. */
    @ParameterizedTest
    @ValueSource(strings = {"GET /pages/<script>", "GET /contacts?lang=<b>", "GET /pages/\u00e4"})
    void a_malformed_request_line_is_a_400_in_the_default_language(String requestLine) {
        assertThat(raw(requestLine)).startsWith("HTTP/1.1 400 ").contains("Content-Type: application/problem+json",
                "This address has a mistake", "+44 20 7946 0018").doesNotContain("script", "Exception");
    }

    @ParameterizedTest
    @CsvSource({"/contacts?lang=x, lang, en", "/contacts?lang=uk_UA, lang, uk", "/news?topic=unknown, topic, heart",
            "/news?strict=perhaps, strict, true", "/stories?topic=../, topic, general",
            "/news?from=%2B12345-01-01, from, a date such as 2026-03-31",
            "/news?until=0000-01-01, until, a date such as 2026-03-31"})
    void an_invalid_parameter_is_named_with_the_expected_values(String address, String parameter, String expected) {
        Answer problem = get(address);

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.at("/type")).isEqualTo("urn:frontdesk:problem:bad-request");
        assertThat(problem.at("/parameter")).isEqualTo(parameter);
        assertThat(problem.all("/expected", "")).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"})
    void every_other_method_is_a_405_in_the_visitors_language(String method) {
        Answer problem = send(method, "/contacts?lang=uk");

        assertThat(problem.status()).isEqualTo(405);
        assertThat(problem.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(problem.at("/title")).isEqualTo("Ця адреса призначена лише для читання");
        assertThat(problem.header("Allow")).contains("GET", "HEAD");
    }

    @Test
    void an_unsupported_method_is_a_problem_document_too() {
        assertThat(raw("CONNECT /pages")).startsWith("HTTP/1.1 501 ")
                .contains("urn:frontdesk:problem:method-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a/b", "*/*", "multipart/form-data; boundary=\"", "a/b; charset=none-su*ch"})
    void a_malformed_content_type_is_ignored(String type) {
        assertThat(raw("GET /nothing HTTP/1.1\r\nContent-Type: " + type + "\r\nX:")).startsWith("HTTP/1.1 404 ");
        assertThat(raw("PUT /contacts HTTP/1.1\r\nContent-Type: " + type + "\r\nX:")).startsWith("HTTP/1.1 405 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE"})
    void a_form_with_invalid_percent_encoding_is_a_405(String method) {
        assertThat(raw(method + " /contacts HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + "Content-Length: 3\r\nHost: localhost\r\nConnection: close\r\n\r\n%zz")).startsWith("HTTP/1.1 405 ")
                .contains("Allow: GET");
    }

    @Test
    void a_malformed_accept_header_and_an_unknown_http_version_are_a_400() {
        assertThat(raw("GET /nothing HTTP/1.1\r\nAccept: text/html, \"a/b\r\nX:")).startsWith("HTTP/1.1 400 ")
                .contains("urn:frontdesk:problem:bad-request");
        assertThat(raw("GET /contacts HTTP/9.9\r\nX:")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void a_url_of_slashes_only_is_a_404() {
        assertThat(raw("GET //")).startsWith("HTTP/1.1 404 ").contains("\"instance\":\"/\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health/none", "/actuator/health/none/below", "/actuator/health/folder/below",
            "/actuator/none"})
    void an_unknown_health_component_is_a_404(String address) {
        assertThat(getManagement(address).status()).isEqualTo(404);
    }

    @Test
    void a_url_that_is_too_long_is_a_404_or_a_400() {
        assertThat(get("/pages/" + "a".repeat(5000)).status()).isEqualTo(404);
        assertThat(raw("GET /pages/" + "a".repeat(20_000))).startsWith("HTTP/1.1 400 ");
    }
}
