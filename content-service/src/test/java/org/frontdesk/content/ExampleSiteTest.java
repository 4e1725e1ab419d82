package org.frontdesk.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The repository's own site/ holds what it is there to show. */
class ExampleSiteTest {
    private final Content content = ContentFolder.load(Path.of("../site"));

    @ParameterizedTest
    @ValueSource(strings = {"en", "uk", "ru", "ar", "de", "es", "fr", "tr"})
    void thePageOnSpinalMuscularAtrophyIsTranslatedWithAllItsParts(String tag) {
        Article.Page page = content.pages().find("spinal-muscular-atrophy", List.of(tag)).orElseThrow();

        assertThat(page.duration()).isPresent();
        assertThat(page.text().html()).contains("<h2>", "<ul>", "SMN1");
        assertThat(headings(page)).isEqualTo(6);
        assertThat(content.stories().list(List.of(tag), text -> text.topic().equals(page.text().topic())))
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(content.news().list(List.of(tag), text -> text.topic().equals(page.text().topic())))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    private static long headings(Article.Page page) {
        return page.text().html().lines().filter(line -> line.startsWith("<h2>")).count();
    }

    @Test
    void somePageAndSomeNewsItemAreUntranslatedToShowTheFallback() {
        assertThat(content.pages().alternates("about")).containsExactly("en", "uk", "ru", "de", "fr");
        assertThat(content.news().alternates("newborn-screening")).contains("en", "uk").doesNotContain("ar");
        assertThat(content.news().alternates("arabic-phone-line")).containsExactly("en", "ar");
    }

    @Test
    void everyLanguageHasSomethingToFallBackFor() {
        assertThat(content.site().languages().keySet()).allSatisfy(tag -> assertThat(tag.equals("en")
                || content.news().list(List.of(tag), _ -> true).size() < 8).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "uk", "ru", "ar", "de", "es", "fr", "tr"})
    void everyPageIsReadableInEveryLanguage(String tag) {
        List<String> chain = content.site().languages().get(tag).chain();

        assertThat(content.pages().list(chain, _ -> true)).extracting(page -> page.text().slug()).containsExactly(
                "home", "spinal-muscular-atrophy", "first-visit", "about");
        assertThat(content.news().list(chain, _ -> true)).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"uk", "ru", "ar", "de", "es", "fr", "tr"})
    void theServicesOwnTextsAreTranslated(String tag) {
        assertThat(Texts.load(tag).stringPropertyNames()).isEqualTo(Texts.load("en").stringPropertyNames());
        assertThat(Texts.load(tag).values()).allSatisfy(text -> assertThat((String) text).isNotBlank());
    }
}
