package org.frontdesk.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalManagementPort;

/** The hosted form, its definition and its thank-you page. */
class HostedFormTest extends RunningService {
    private static final String[] BROWSER = {"Accept",
            "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8"};

    @LocalManagementPort
    private int managementPort;

    @ParameterizedTest
    @CsvSource({"en,ltr,Your message", "uk,ltr,Ваше повідомлення", "ar,rtl,رسالتك"})
    void it_is_a_page_in_the_requested_language(String language, String dir, String label) {
        var response = get("/forms/request-info?lang=" + language, BROWSER);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Language")).hasValue(language);
        assertThat(response.body()).contains("<html lang=\"%s\" dir=\"%s\">".formatted(language, dir), label,
                "action=\"/forms/request-info/inquiries?lang=" + language + "\"");
    }

    @Test
    void a_browser_may_name_more_languages_than_tomcat_counts() {
        var languages = "ar" + ",de;q=0.5".repeat(20);

        assertThat(get("/forms/request-info", "Accept-Language", languages).body()).contains("<html lang=\"ar\"");
        var health = URI.create("http://localhost:" + managementPort + "/actuator/health");
        assertThat(send(HttpRequest.newBuilder(health).header("Accept-Language", languages)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void of_a_very_long_list_of_languages_the_first_count() {
        var languages = "uk" + ",x-a".repeat(1_000);

        assertThat(get("/forms/request-info", "Accept-Language", languages).body()).contains("<html lang=\"uk\"");
    }

    @Test
    void each_page_has_a_new_token_and_is_not_stored() {
        var first = get("/forms/request-info");

        assertThat(token(first.body())).isNotEqualTo(token(page("/forms/request-info")));
        assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void each_label_belongs_to_its_field() {
        var page = page("/forms/request-info");

        for (var name : new String[]{"name", "email", "phone", "message", "diagnosis-year", "topic"}) {
            assertThat(page).contains("for=\"field-" + name + "\"", "id=\"field-" + name + "\" name=\"" + name + "\"");
        }
        assertThat(page).containsPattern(
                "<label class=\"box\"><input type=\"checkbox\" value=\"true\"\\s+id=\"field-consent\"");
    }

    @Test
    void topic_and_page_are_hidden_fields_and_kept_when_the_language_changes() {
        var page = page(
                "/forms/request-info?lang=uk&topic=spinal-muscular-atrophy&page=https://www.example.org/a?b%26c");

        assertThat(page).contains("Спінальна м’язова атрофія", "name=\"topic\" value=\"spinal-muscular-atrophy\"",
                "name=\"page\" value=\"https://www.example.org/a?b&amp;c\"",
                "href=\"?lang=ar&amp;topic=spinal-muscular-atrophy&amp;page=https%3A%2F%2Fwww.example.org%2Fa%3Fb%26c\"")
                .doesNotContain("<select");
    }

    @Test
    void visible_fields_are_not_filled_in_from_the_url() {
        assertThat(page("/forms/request-info?message=planted&name=planted&consent=true"))
                .doesNotContain("planted", "checked=");
    }

    @Test
    void the_hosted_form_is_accepted_when_submitted() {
        var page = page("/forms/request-info?lang=ar&topic=general");

        var response = send(to(INQUIRIES + "?lang=ar").header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("topic=general&name=&email=&phone=12345"
                        + "&message=Hello&diagnosis-year=&consent=true&_token=" + token(page))));

        assertThat(response.statusCode()).isEqualTo(303);
        var event = publishedJson();
        assertThat(event.get("language").asString()).isEqualTo("ar");
        assertThat(event.get("languageSource").asString()).isEqualTo("page");
        assertThat(event.get("extra")).isEmpty();
    }

    @Test
    void the_content_security_policy_forbids_scripts_and_limits_form_targets() {
        var headers = get("/forms/request-info").headers();

        assertThat(headers.firstValue("Content-Security-Policy")).hasValue("default-src 'none'; style-src 'self';"
                + " base-uri 'none'; form-action 'self' https://www.example.org;"
                + " frame-ancestors 'self' https://www.example.org http://localhost:8080");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("same-origin");
    }

    @Test
    void the_style_sheet_is_cached_because_its_url_changes_with_its_content() {
        var link = Pattern.compile("href=\"(/frontdesk\\.css\\?\\w{32})\"").matcher(page("/forms/request-info"));
        assertThat(link.find()).isTrue();

        var sheet = get(link.group(1));
        assertThat(sheet.statusCode()).isEqualTo(200);
        assertThat(sheet.headers().allValues("Cache-Control")).containsExactly("max-age=2592000");
    }

    @Test
    void the_definition_lists_every_field_with_label_and_limits() {
        var definition = json(get("/forms/request-info?lang=uk", "Accept", "application/json"));

        assertThat(definition.get("language").asString()).isEqualTo("uk");
        assertThat(definition.get("fields").valueStream().map(field -> field.get("name").asString())).containsExactly(
                "name", "email", "phone", "message", "diagnosis-year", "language", "topic", "page", "consent");
        assertThat(definition.get("fields").get(4)).isEqualTo(JSON.readTree(
                """
                {"name":"diagnosis-year","kind":"number","label":"Рік встановлення діагнозу","required":false,
                 "maxLength":1000,"min":1950,
                 "errors":{"required":"Будь ласка, заповніть це поле.",
                           "invalid":"Будь ласка, напишіть число, наприклад 2024.",
                           "too-long":"Текст задовгий. Будь ласка, скоротіть його до 1\\u00a0000 символів."}}"""));
        assertThat(definition.get("phones").get(0)).isEqualTo(JSON.readTree("""
                {"number":"+44 20 7946 0531","dialled":"+442079460531"}"""));
        assertThat(definition.get("topics").get("general").asString()).isEqualTo("Загальне запитання");
    }

    @Test
    void the_thank_you_page_shows_the_reference() {
        assertThat(page("/forms/request-info/thanks?lang=ar&ref=yvhb-hn61-mzmg")).contains("yvhb-hn61-mzmg",
                "شكرًا لك", "dir=\"rtl\"");
    }

    @ParameterizedTest
    @CsvSource({"/forms/request-info/thanks?lang=en,200", "/forms/none?lang=en,404"})
    void thank_you_and_error_pages_link_back_to_the_site(String address, int status) {
        var response = get(address, "Accept", "text/html");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body())
                .contains("<a target=\"_top\" href=\"https://www.example.org\">Example Neurology Clinic</a>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"call+0900+123", "yvhb-hn61", "YVHB-HN61-MZMG", "yvhb-hn61-mzmu", "%3Cb%3E"})
    void an_invalid_reference_is_not_shown(String ref) {
        assertThat(page("/forms/request-info/thanks?lang=en&ref=" + ref)).contains("Thank you")
                .doesNotContain("Your reference", "0900", "<b>", "hn61");
    }

    private static String token(String page) {
        var token = Pattern.compile("name=\"_token\" value=\"([^\"]+)\"").matcher(page);
        assertThat(token.find()).isTrue();
        return token.group(1);
    }
}
