package org.frontdesk.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.zip.GZIPInputStream;

import org.frontdesk.content.edition.Editions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class CachingTest extends RunningService {
    private static final String PAGE = "/pages/heart?lang=ar";

    @Autowired
    private Editions editions;

    @Test
    void each_encoding_has_its_own_strong_etag_and_the_same_text() throws Exception {
        HttpResponse<byte[]> plain = bytes(PAGE, "identity");
        HttpResponse<byte[]> gzip = bytes(PAGE, "gzip, br");

        assertThat(header(plain, "ETag")).matches("\"[0-9a-f]{24}\"");
        assertThat(header(gzip, "ETag")).isEqualTo(header(plain, "ETag").replaceFirst("\"$", "-gzip\""));
        assertThat(header(gzip, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(gzip, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes()).isEqualTo(plain.body());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"gzip;q=0", "identity", "br", "*;q=0", "gzip;q=0, *", "gzipx"})
    void clients_that_do_not_accept_gzip_get_plain_text(String accepted) throws Exception {
        assertThat(header(bytes(PAGE, accepted), "Content-Encoding")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "W/%s", "\"other\", %s", "*"})
    void a_matching_if_none_match_is_a_304(String held) {
        Answer first = get(PAGE);
        Answer again = get(PAGE, "If-None-Match", held.formatted(first.header("ETag")));

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.http().body()).isEmpty();
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(again.header("Cache-Control")).isEqualTo(first.header("Cache-Control"));
        assertThat(again.header("Vary")).isEqualTo(first.header("Vary"));
    }

    @Test
    void the_etag_of_one_encoding_does_not_match_the_other() {
        String tag = get(PAGE).header("ETag");

        assertThat(get(PAGE, "If-None-Match", tag, "Accept-Encoding", "gzip").status()).isEqualTo(200);
        assertThat(get(PAGE, "If-None-Match", tag.replaceFirst("\"$", "-gzip\"")).status()).isEqualTo(200);
    }

    @Test
    void languages_of_the_same_url_are_never_mixed() {
        for (int i = 0; i < 3; i++) {
            assertThat(get("/pages/heart", "Accept-Language", "uk").at("/title")).isEqualTo("Серце");
            assertThat(get("/pages/heart", "Accept-Language", "ar").at("/title")).isEqualTo("القلب");
            assertThat(get("/pages/heart", "Accept-Language", "de, ar;q=0.5").at("/language/given")).isEqualTo("ar");
            assertThat(get("/pages/heart").at("/title")).isEqualTo("Heart");
            assertThat(get("/pages/heart?lang=uk", "Accept-Language", "ar").at("/title")).isEqualTo("Серце");
        }
    }

    @Test
    void head_has_the_headers_of_get_and_no_body() {
        Answer get = get(PAGE);
        Answer head = send("HEAD", PAGE);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.http().body()).isEmpty();
        assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
        assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
    }

    @Test
    void head_before_any_get_and_urls_of_any_length_have_an_etag() {
        String address = "/stories?lang=en&limit=3&x=" + "x".repeat(1500);
        Answer head = send("HEAD", address);
        Answer get = get(address);

        assertThat(get.header("ETag")).isNotEmpty();
        assertThat(head.http().headers().map()).containsOnlyKeys(get.http().headers().map().keySet());
        assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
        assertThat(head.header("Vary")).isEqualTo(get.header("Vary"));
        assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
    }

    /** HEAD has the same key as GET, and a handler may leave out its body. */
    @Test
    void only_responses_to_get_are_cached() {
        send("HEAD", "/pages?lang=en&x=head");
        get("/pages?lang=en&x=get");

        assertThat(editions.current().responses().asMap().keySet()).contains("/pages?lang=en&x=get")
                .doesNotContain("/pages?lang=en&x=head");
    }

    @Test
    void a_cached_response_equals_the_first() {
        Answer first = get("/stories?lang=uk&limit=7");
        Answer second = get("/stories?lang=uk&limit=7");

        assertThat(second.http().body()).isEqualTo(first.http().body());
        assertThat(second.http().headers().map()).containsOnlyKeys(first.http().headers().map().keySet());
        assertThat(second.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(second.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void feeds_and_sitemap_are_cacheable_for_five_minutes_and_problems_are_not() {
        assertThat(get("/feeds/uk/news.atom").header("Cache-Control")).isEqualTo("max-age=300, public");
        assertThat(get("/sitemap.xml").header("Cache-Control")).isEqualTo("max-age=300, public");
        assertThat(get("/pages/none").header("Cache-Control")).isEqualTo("no-store");
        assertThat(get("/search?q=heart&lang=en").header("Cache-Control")).isEqualTo("max-age=60, public");
    }

    private HttpResponse<byte[]> bytes(String address, String accepted) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create("http://localhost:" + port() + address))
                        .header("Accept-Encoding", accepted).build(), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
