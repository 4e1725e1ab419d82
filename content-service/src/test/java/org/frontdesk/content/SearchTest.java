package org.frontdesk.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.frontdesk.content.RunningService.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {
    @TempDir
    static Path folder;

    private static StartedService service;

    @BeforeAll
    static void start() {
        SiteFiles.in(folder)
                .page("en", "nerves", "Nerves and muscles", "Treatments are <b>many</b>. Ask for a wheelchair & help.")
                .page("uk", "nerves", "Нерви", "Спінальна м’язова атрофія. Лікування розпочинають рано.")
                .page("ar", "nerves", "الأعصاب", "زار أحمد العيادة. قال مُحَمَّد إن العـــلاج طويل.")
                .page("en", "only-english", "Breathing", "Coughing and breathing need care.")
                .news("en", "muscle-day", "2026-05-01", "general").folder();
        service = StartedService.on(folder);
    }

    @AfterAll
    static void close() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource({"en, nerve, nerves", "en, NERVES, nerves", "en, treatment, nerves", "en, treat, nerves",
            "en, treatmnt, nerves", "en, whelchair, nerves", "en, weelchair, nerves", "en, breth, only-english",
            "uk, м'язова, nerves", "uk, м`язова, nerves", "uk, м’язова, nerves", "uk, лікування, nerves",
            "uk, лікуванню, nerves",
            "uk, спинальна, nerves", "ar, احمد, nerves", "ar, أحمد, nerves", "ar, محمد, nerves", "ar, العلاج, nerves",
            "ar, علاج, nerves", "ar, العلاچ, nerves", "ar, عياده, nerves"})
    void a_word_is_found_in_other_forms_and_spellings_and_with_a_typo(String lang, String typed, String slug) {
        assertThat(search(typed, lang).all("/items", "/article/slug")).contains(slug);
    }

    @Test
    void matches_are_marked_in_an_excerpt_that_is_safe_html() {
        assertThat(search("wheelchair", "en").at("/items/0/excerpt"))
                .contains("Ask for a <mark>wheelchair</mark> &amp; help.").doesNotContain("<b>");
        assertThat(search("احمد", "ar").at("/items/0/excerpt")).contains("<mark>أحمد</mark>");
    }

    @Test
    void each_article_is_searched_in_the_language_that_the_visitor_would_get() {
        Answer found = search("breathing", "uk");

        assertThat(found.at("/items/0/article/slug")).isEqualTo("only-english");
        assertThat(found.at("/items/0/article/language/fallback")).isEqualTo("true");
        assertThat(search("wheelchair", "uk").at("/total")).isEqualTo("0");
        assertThat(service.get("/search?q=breathing&lang=uk&strict=true").at("/total")).isEqualTo("0");
    }

    @Test
    void a_search_can_be_filtered_by_topic_and_kind() {
        assertThat(service.get("/search?q=muscle&lang=en").at("/total")).isEqualTo("2");
        assertThat(service.get("/search?q=muscle&lang=en&topic=heart").all("/items", "/article/slug"))
                .containsExactly("nerves");
        assertThat(service.get("/search?q=muscle&lang=en&kind=news").all("/items", "/article/slug"))
                .containsExactly("muscle-day");
    }

    /** Twelve unknown words, each with thirty similar words in the title and in the text of three languages. */
    @Test
    void a_long_query_with_many_similar_words_is_answered(@TempDir Path large) {
        var site = SiteFiles.in(large);
        List<String> asked = new ArrayList<>();
        var like = new StringBuilder();
        for (char first = 'a'; first < 'm'; first++) {
            asked.add(first + "bcdefghi7");
            for (char last = 'a'; last <= 'z'; last++) {
                like.append(first).append("bcdefghi").append(last).append(' ').append(first).append("bcdefgh")
                        .append(last).append("j ");
            }
        }
        for (String tag : List.of("en", "uk", "ar")) {
            site.page(tag, "like-" + tag, like.toString(), like.toString());
        }
        try (var full = StartedService.on(large)) {
            Answer found = full.get("/search?lang=ar&q=" + String.join("+", asked));
            assertThat(found.status()).isEqualTo(200);
            assertThat(found.at("/total")).isEqualTo("3");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 26 * 26})
    void a_prefix_is_marked_whether_few_or_many_words_match(int number, @TempDir Path large) {
        List<String> words = IntStream.range(0, number)
                .mapToObj(i -> "be" + (char) ('a' + i / 26) + (char) ('a' + i % 26)).toList();
        SiteFiles.in(large).page("en", "first", "One", String.join(" ", words) + ".");
        try (var full = StartedService.on(large)) {
            assertThat(full.get("/search?lang=en&q=be").at("/items/0/excerpt"))
                    .isEqualTo("In short. <mark>" + String.join("</mark> <mark>", words) + "</mark>.");
        }
    }

    @Test
    void a_match_at_the_end_of_a_long_text_is_in_the_excerpt(@TempDir Path large) {
        SiteFiles.in(large).page("en", "long", "Long", "Some words. ".repeat(5000) + "Here is a wheelchair.");
        try (var full = StartedService.on(large)) {
            assertThat(full.get("/search?lang=en&q=wheelchair").at("/items/0/excerpt"))
                    .contains("<mark>wheelchair</mark>");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "?", "\"", "title:[* TO *]", "a AND OR NOT (", "\\", "/.*/", "~~~", "^4", "{!func}x",
            "<script>alert(1)</script>", "' OR 1=1 --", "\u0000", "\u202e", "😀", "((((((((((", "a* b* c* d* e*",
            "field\\:x~9", "%%%", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void query_syntax_has_no_meaning(String hostile) {
        Answer answer = search(hostile, "en");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.all("/items", "/excerpt")).allSatisfy(excerpt -> assertThat(excerpt).doesNotContain("<s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=", "q=%20", "", "q=x&kind=other", "q=x&topic=other", "q=x&limit=1000"})
    void an_invalid_parameter_is_a_400(String query) {
        assertThat(service.get("/search?lang=en&" + query).status()).isEqualTo(400);
        assertThat(search("x".repeat(201), "en").status()).isEqualTo(400);
    }

    private static Answer search(String typed, String lang) {
        return service.get("/search?lang=" + lang + "&q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8));
    }
}
