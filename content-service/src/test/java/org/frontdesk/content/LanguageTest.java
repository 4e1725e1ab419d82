package org.frontdesk.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LanguageTest extends RunningService {
    @Test
    void a_page_is_in_the_language_of_its_url() {
        Answer page = get("/pages/heart?lang=ar", "Accept-Language", "uk");

        assertThat(page.at("/title")).isEqualTo("القلب");
        assertThat(page.json().at("/language")).hasToString("""
                {"asked":"ar","given":"ar","fallback":false,"direction":"rtl"}""");
        assertThat(page.header("Content-Language")).isEqualTo("ar");
    }

    @Test
    void a_missing_translation_falls_back_along_the_chain_and_says_so() {
        Answer page = get("/pages/about?lang=ar");

        assertThat(page.at("/title")).isEqualTo("Про нас");
        assertThat(page.json().at("/language")).hasToString("""
                {"asked":"ar","given":"uk","fallback":true,"direction":"ltr"}""");
        assertThat(page.header("Content-Language")).isEqualTo("uk");
        assertThat(page.all("/alternates", "/language")).containsExactly("uk");
    }

    @Test
    void labels_and_contacts_around_a_fallback_are_in_the_visitors_language() {
        Answer page = get("/pages/english-only?lang=ar");

        assertThat(page.at("/language/given")).isEqualTo("en");
        assertThat(page.at("/topic/label")).isEqualTo("Heart ar");
        assertThat(page.at("/contacts/language/given")).isEqualTo("ar");
        assertThat(page.at("/contacts/phones/0/number")).isEqualTo("+44 20 7946 0274");
    }

    @Test
    void an_undeclared_language_falls_back_to_the_default_and_says_so() {
        Answer page = get("/pages/heart?lang=de");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.json().at("/language")).hasToString("""
                {"asked":"de","given":"en","fallback":true,"direction":"ltr"}""");
    }

    @Test
    void a_language_outside_the_chain_is_never_a_fallback() {
        Answer page = get("/pages/arabic-only?lang=uk");

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.at("/type")).isEqualTo("urn:frontdesk:problem:not-translated");
        assertThat(page.all("/alternates", "/language")).containsExactly("ar");
    }

    @Test
    void strict_makes_a_missing_translation_a_404_with_the_available_languages() {
        Answer page = get("/pages/english-only?lang=uk&strict=true");

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.at("/title")).isEqualTo("Цією мовою ще немає");
        assertThat(page.all("/alternates", "/language")).containsExactly("en");
        assertThat(get("/pages/heart?lang=uk&strict=true").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"/news", "/pages", "/contacts", "/pages/heart"})
    void strict_makes_an_undeclared_language_a_404(String address) {
        assertThat(get(address + "?lang=de&strict=true").status()).isEqualTo(404);
    }

    @Test
    void strict_lists_have_no_fallbacks() {
        assertThat(get("/news?lang=uk&strict=true").all("/items", "/slug")).containsExactly("june", "may");
    }

    @Test
    void every_item_of_a_list_states_its_own_language() {
        Answer news = get("/news?lang=uk");

        assertThat(news.all("/items", "/slug")).startsWith("hours", "june", "may", "march");
        assertThat(news.all("/items", "/language/given")).startsWith("en", "uk", "uk", "en");
        assertThat(news.all("/items", "/language/fallback")).startsWith("true", "false", "false", "true");
        assertThat(news.at("/language/given")).isEqualTo("uk");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "uk                          | uk    | uk | false",
            "uk-UA,uk;q=0.9,en;q=0.8     | uk-UA | uk | false",
            "de,ar;q=0.5,en;q=0.2        | ar    | ar | false",
            "en;q=0.1, ar-EG             | ar-EG | ar | false",
            "uk;q=0, ar;q=0.1            | ar    | ar | false",
            "be, kk                      | be    | en | true",
            "*                           | en    | en | false",
            "be, bg, cs, da, de, el, es, et, fi, hr, hu, it, ar;q=0.1 | ar | ar | false",
            "%%%;;;                      | en    | en | false"})
    void without_a_language_in_the_url_accept_language_decides(String header, String asked, String given,
            String fallback) {
        Answer page = get("/pages/heart", "Accept-Language", header);

        assertThat(page.at("/language/asked")).isEqualTo(asked);
        assertThat(page.at("/language/given")).isEqualTo(given);
        assertThat(page.at("/language/fallback")).isEqualTo(fallback);
    }

    /** The JDK's parser takes quadratic time: 16 ms for the longest header that Tomcat accepts. */
    @ParameterizedTest
    @MethodSource("longHeaders")
    void only_the_first_500_characters_of_accept_language_count(String header, String given) {
        assertThat(get("/pages/heart", "Accept-Language", header).at("/language/given")).isEqualTo(given);
    }

    private static Stream<Arguments> longHeaders() {
        String more = "be,".repeat(166); // 498 characters
        return Stream.of(Arguments.of(Named.of("a language before, a malformed one after", "uk," + more + "%%%"), "uk"),
                Arguments.of(Named.of("a language that ends there", more + "uk,de"), "uk"),
                Arguments.of(Named.of("a language after", more + "de,uk"), "en"),
                Arguments.of(Named.of("not even the beginning of a longer tag", more + "arz,de"), "en"),
                Arguments.of(Named.of("no comma", "x".repeat(600) + ",uk"), "en"));
    }

    @ParameterizedTest
    @CsvSource({"uk-UA, uk-UA, uk", "UK, uk, uk", "ar-EG-u-nu-arab, ar-EG, ar", "uk-Latn, uk-Latn, en"})
    void a_region_is_no_fallback_and_a_script_is(String lang, String asked, String given) {
        Answer page = get("/pages/heart?lang=" + lang);

        assertThat(page.at("/language/asked")).isEqualTo(asked);
        assertThat(page.at("/language/given")).isEqualTo(given);
    }

    @Test
    void without_a_requested_language_the_default_is_used() {
        assertThat(get("/contacts").json().at("/language")).hasToString("""
                {"asked":"en","given":"en","fallback":false,"direction":"ltr"}""");
        assertThat(get("/contacts?lang=").at("/language/given")).isEqualTo("en");
    }

    @Test
    void a_url_with_its_language_is_publicly_cacheable_and_a_negotiated_response_is_not() {
        Answer addressed = get("/pages/heart?lang=uk", "Accept-Language", "ar");
        Answer negotiated = get("/pages/heart", "Accept-Language", "ar");

        assertThat(addressed.header("Cache-Control")).isEqualTo("max-age=60, public");
        assertThat(addressed.header("Vary")).isEqualTo("Accept-Encoding");
        assertThat(negotiated.header("Cache-Control")).isEqualTo("max-age=60, private");
        assertThat(negotiated.header("Vary")).isEqualTo("Accept-Language, Accept-Encoding");
    }
}
