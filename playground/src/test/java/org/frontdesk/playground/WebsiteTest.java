package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What the website serves while no service runs. */
class WebsiteTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static TestRun runs;
    private static Website website;

    @BeforeAll
    static void start() {
        runs = TestRun.in(folder);
        website = new Website(runs.run(), Path.of("../site"));
        website.start();
    }

    @AfterAll
    static void close() {
        website.close();
    }

    @ParameterizedTest
    @CsvSource({"en, ltr, Example Neurology Clinic, +442079460018", "uk, ltr, Клініка неврології, +442079460531",
            "ar, rtl, عيادة المثال لطب الأعصاب, +442079460274", "de, ltr, Beispielklinik, +442079460637"})
    void every_url_has_clinic_phone_number_and_form_without_scripts(String language, String direction,
            String clinic, String phone) {
        var answer = get("/" + language + "/any-page", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("<html lang=\"" + language + "\" dir=\"" + direction + "\">",
                "<title>" + clinic, "href=\"tel:" + phone + "\"",
                "http://localhost:" + runs.ports().inquiry() + "/forms/request-info?lang=" + language)
                .doesNotContain("{{", "null");
    }

    @ParameterizedTest
    @CsvSource({"'uk-UA,uk;q=0.9,en;q=0.5', /uk", "'pl,ar;q=0.7', /ar", "pl, /en", "'zh-TW,de-AT;q=0.5', /de",
            "'en;q=0,ar', /ar", "'', /en",
            "'?? not a header ;q=x', /en"})
    void the_root_redirects_to_the_visitors_language(String accepted, String home) {
        var answer = get("/", accepted);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue(home);
        assertThat(answer.headers().firstValue("Vary")).hasValue("Accept-Language");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/pl", "/pl/spinal-muscular-atrophy", "/spinal-muscular-atrophy",
            "/assets/no-such.css", "/assets/../index.html", "/favicon.ico"})
    void any_other_url_is_a_404_in_the_default_language(String path) {
        var answer = get(path, "ar");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Language")).hasValue("en");
        assertThat(answer.body()).contains("\"known\":false", "href=\"/ar\"");
    }

    @Test
    void the_language_switch_stays_on_the_page_and_the_url_is_escaped() {
        var answer = get("/en/news?a=%22%3E&b='", "");
        assertThat(answer.body()).contains("href=\"/ar/news?a=%22%3E&amp;b='\"").doesNotContain("&b='");
    }

    @Test
    void the_browser_may_load_only_the_website_and_the_form() {
        assertThat(get("/en", "").headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains(
                        "default-src 'none'; script-src 'self' http://localhost:" + runs.ports().inquiry()
                                + "; style-src 'self'",
                        "connect-src http://localhost:" + runs.ports().content() + " http://localhost:"
                                + runs.ports().inquiry() + ";",
                        "form-action 'self' http://localhost:" + runs.ports().inquiry() + ";")
                .doesNotContain("unsafe");
        assertThat(get("/en", "").body()).doesNotContain("style=", " onclick", "<style");
    }

    @ParameterizedTest
    @ValueSource(strings = {"uk", "ru", "ar", "de", "es", "fr", "tr"})
    void all_languages_have_the_same_texts_with_the_same_placeholders(String language) {
        assertThat(texts(language).keySet()).isEqualTo(texts("en").keySet());
        assertThat(texts(language)).allSatisfy((key, text) -> assertThat(placeholders(text)).as(key)
                .isEqualTo(placeholders(texts("en").get(key))));
    }

    @Test
    void a_language_without_website_texts_is_omitted_and_reported(@TempDir Path more) {
        var runs = TestRun.in(more.resolve("run"));
        try (var website = new Website(runs.run(), SiteWithNewLanguages.in(more.resolve("site")).folder())) {
            website.start();
            assertThat(runs.console()).anyMatch(line -> line.contains("leaves out he, zh-Hant, zh-Hant-HK, for which"));
        }
    }

    @Test
    void a_default_language_without_website_texts_fails_the_start_with_what_to_do(@TempDir Path site)
            throws IOException {
        Files.createDirectory(site.resolve("languages"));
        Files.writeString(site.resolve("site.yml"), "{language: pt, languages: {pt: {}}}");
        Files.writeString(site.resolve("languages/pt.yml"), "{name: Português, clinic: Clínica, phones: []}");
        assertThatThrownBy(() -> new Website(runs.run(), site).start()).isInstanceOf(StartFailed.class)
                .hasMessageContaining("website/texts/pt.json");
    }

    private static Set<String> placeholders(String text) {
        return Pattern.compile("\\{\\w+}").matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static Map<String, String> texts(String language) {
        return JsonMapper.shared().readValue(Web.resource("/website/texts/" + language + ".json"),
                new TypeReference<Map<String, String>>() {
                });
    }

    private static HttpResponse<String> get(String path, String accepted) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + runs.ports().site() + path));
            return HTTP.send((accepted.isEmpty() ? request : request.header("Accept-Language", accepted)).build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
