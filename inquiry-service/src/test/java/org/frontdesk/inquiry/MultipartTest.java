package org.frontdesk.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A multipart form is accepted like any other; malformed bodies and files are refused. */
class MultipartTest extends RunningService {
    private static final String GOOD = field("email", "visitor@example.net") + field("consent", "on")
            + field("message", "one\r\ntwo");

    @Test
    void a_multipart_form_is_published_like_a_urlencoded_one() {
        var response = post(GOOD + field("language", "ar") + field("name", "زائرة") + field("utm", "a&b=c+d%41")
                + field("email", "second@example.net") + field("_token", "t-1"));

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Location")).get().asString().contains("/thanks?lang=ar&ref=");
        assertThat(publishedJson().get("fields")).isEqualTo(JSON.readTree("""
                [{"name":"name","value":"زائرة"},{"name":"email","value":"visitor@example.net"},
                 {"name":"message","value":"one\\ntwo"}]"""));
    }

    @Test
    void both_encodings_give_the_same_inquiry() {
        var parts = post(GOOD + field("_token", "t-2"));
        var pairs = postForm("email=visitor@example.net&consent=on&message=one%0Atwo&_token=t-2");

        assertThat(parts.headers().firstValue("Location")).isPresent().isEqualTo(pairs.headers().firstValue(
                "Location"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | Files cannot be sent with this form.
            uk | Цією формою не можна надсилати файли.
            ar | لا يمكن إرسال ملفات بهذا النموذج.
            """)
    void a_file_is_refused_with_its_field_name_and_the_form_is_shown_again_filled_in(String language, String why) {
        var response = post(GOOD + field("language", language) + file("report", "x.pdf", "%PDF"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("report", why, "one\ntwo</textarea>").doesNotContain("%PDF");
        assertThat(nothingPublished()).isTrue();
    }

    @Test
    void an_empty_file_field_is_ignored() {
        assertThat(post(GOOD + file("report", "", "")).statusCode()).isEqualTo(303);
        assertThat(publishedJson().get("extra")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--b", "--b\r\n", "--b--", "--b\r\n\r\nno name\r\n", "no parts at all",
            "--b\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\nnever ends"})
    void a_malformed_multipart_body_is_refused(String body) {
        assertThat(send("multipart/form-data; boundary=b", body, StandardCharsets.UTF_8).statusCode()).isEqualTo(400);
    }

    @Test
    void a_file_name_with_a_nul_is_refused() {
        assertThat(post(GOOD + file("report", "a\0b", "")).statusCode()).isEqualTo(400);
        assertThat(post(GOOD + file("report", "a\0b", "%PDF")).statusCode()).isEqualTo(400);
    }

    @Test
    void a_part_type_that_begins_with_a_quotation_mark_is_refused() {
        assertThat(post("--b\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Type: \"a/b\r\n\r\nx\r\n" + GOOD)
                .statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=c"})
    void a_missing_or_different_boundary_is_refused(String type) {
        assertThat(send(type, GOOD + "--b--\r\n", StandardCharsets.UTF_8).statusCode()).isEqualTo(400);
    }

    @Test
    void too_many_nested_or_oversized_parts_are_refused() {
        assertThat(post(field("a", "").repeat(1_000)).statusCode()).isEqualTo(400);
        assertThat(post(field("a", "1").repeat(101) + GOOD).statusCode()).isEqualTo(400);
        assertThat(post(field("n".repeat(5_000), "1") + GOOD).statusCode()).isEqualTo(400);
        assertThat(post(GOOD + field("a", "x".repeat(70_000))).statusCode()).isEqualTo(413);
        assertThat(post(GOOD + "--b\r\nContent-Disposition: form-data; name=\"n\"\r\n"
                + "Content-Type: multipart/mixed; boundary=c\r\n\r\n"
                + ("--c\r\nContent-Disposition: attachment; filename=\"f\"\r\n\r\nx\r\n").repeat(500)
                + "--c--\r\n").statusCode()).isEqualTo(400);
    }

    @Test
    void a_part_that_is_not_utf_8_is_refused() {
        assertThat(send("multipart/form-data; boundary=b", field("message", "ÿ") + GOOD + "--b--\r\n",
                StandardCharsets.ISO_8859_1).statusCode()).isEqualTo(400);
        assertThat(post("--b\r\nContent-Disposition: form-data; name=\"message\"\r\n"
                + "Content-Type: text/plain; charset=windows-1251\r\n\r\nx\r\n" + GOOD).statusCode()).isEqualTo(415);
        assertThat(post("--b\r\nContent-Disposition: form-data; name=\"message\"\r\n"
                + "Content-Type: text/plain; charset=none-such\r\n\r\nx\r\n" + GOOD).statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> post(String parts) {
        return send("multipart/form-data; boundary=b", parts + "--b--\r\n", StandardCharsets.UTF_8);
    }

    private HttpResponse<String> send(String type, String body, Charset charset) {
        return send(to(INQUIRIES).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body.getBytes(
                charset))));
    }

    private static String field(String name, String value) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static String file(String name, String file, String content) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + file
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + content + "\r\n";
    }
}
