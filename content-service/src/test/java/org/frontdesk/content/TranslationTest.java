package org.frontdesk.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TranslationTest extends RunningService {
    @Test
    void a_translation_names_its_original_and_whether_it_is_stale() {
        Answer page = get("/pages/yak-diyaty?lang=uk");

        assertThat(page.json().at("/translationOf")).hasToString("{\"language\":\"en\",\"slug\":\"what-to-do\"}");
        assertThat(page.at("/stale")).isEqualTo("true");
        assertThat(get("/pages/what-to-do?lang=en").json().has("translationOf")).isFalse();
        assertThat(get("/pages/what-to-do?lang=en").at("/stale")).isEqualTo("false");
        assertThat(get("/pages/heart?lang=uk").at("/stale")).isEqualTo("false");
    }

    @Test
    void an_article_is_found_by_its_slug_in_any_language_and_lists_its_translations() {
        Answer page = get("/pages/what-to-do?lang=uk");

        assertThat(page.at("/title")).isEqualTo("Translated");
        assertThat(page.at("/slug")).isEqualTo("yak-diyaty");
        assertThat(page.all("/alternates", "/slug")).containsExactly("what-to-do", "yak-diyaty");
        assertThat(page.all("/alternates", "/address")).containsExactly("https://www.example.org/en/what-to-do",
                "https://www.example.org/uk/yak-diyaty");
        assertThat(get("/pages/yak-diyaty?lang=en").at("/title")).isEqualTo("What to do");
    }
}
