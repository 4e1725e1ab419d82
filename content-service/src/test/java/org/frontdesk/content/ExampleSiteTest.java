package org.frontdesk.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.frontdesk.content.article.Article;
import org.frontdesk.content.article.Content;
import org.frontdesk.content.article.ContentLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The repository's own site/ has what it is meant to demonstrate. */
class ExampleSiteTest {
    private static final ContentLoader LOADER = new ContentLoader(Path.of("../site"), Optional.empty());
    private static final Content CONTENT = LOADER.read(LOADER.scan(), Set.of(), LocalDate.of(2026, 12, 1));

    static Stream<String> languages() {
        return CONTENT.site().languages().keySet().stream();
    }

    @Test
    void the_example_site_has_no_mistake() {
        assertThat(CONTENT.mistakes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "uk", "ru", "ar", "de", "es", "fr", "tr"})
    void the_page_on_spinal_muscular_atrophy_is_translated_with_all_its_parts(String tag) {
        Article.Page page = CONTENT.pages().find("spinal-muscular-atrophy", List.of(tag)).orElseThrow();

        assertThat(page.duration()).isPresent();
        assertThat(page.text().body().html()).contains("<h2 id=", "<ul>", "SMN1");
        assertThat(page.text().body().contents()).hasSize(6);
        assertThat(CONTENT.stories().list(List.of(tag)))
                .filteredOn(one -> one.text().topic().equals(page.text().topic())).hasSizeGreaterThanOrEqualTo(2);
        assertThat(CONTENT.news().list(List.of(tag))).filteredOn(one -> one.text().topic().equals(page.text().topic()))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void a_page_and_a_news_item_are_untranslated_to_show_the_fallback() {
        assertThat(CONTENT.pages().translations("about")).doesNotContainKey("ar");
        assertThat(CONTENT.news().translations("newborn-screening")).doesNotContainKey("ar");
        assertThat(CONTENT.news().translations("arabic-phone-line")).doesNotContainKey("uk");
    }

    @Test
    void every_language_has_a_fallback_to_show() {
        assertThat(CONTENT.site().languages().keySet()).allSatisfy(tag -> assertThat(tag.equals("en")
                || CONTENT.news().list(List.of(tag)).size() < CONTENT.news().all().size()).isTrue());
    }

    @ParameterizedTest
    @MethodSource("languages")
    void every_page_is_readable_in_every_language(String tag) {
        List<String> chain = CONTENT.site().languages().get(tag).chain();

        assertThat(CONTENT.pages().list(chain)).extracting(page -> page.text().id()).contains("home",
                "spinal-muscular-atrophy", "first-visit", "about");
        assertThat(CONTENT.news().list(chain)).hasSizeGreaterThanOrEqualTo(8);
    }
}
