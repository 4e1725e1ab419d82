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
    @ValueSource(strings = {"en", "uk", "ar"})
    void thePageOnSpinalMuscularAtrophyIsTranslatedWithAllItsParts(String tag) {
        Article.Page page = content.pages().find("spinal-muscular-atrophy", List.of(tag)).orElseThrow();

        assertThat(page.duration()).isPresent();
        assertThat(page.text().html()).contains("<h2>", "<ul>", "SMN1");
        assertThat(content.stories().list(List.of(tag), text -> text.topic().equals(page.text().topic()))).hasSize(3);
        assertThat(content.news().list(List.of(tag), text -> text.topic().equals(page.text().topic())))
                .hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void somePageAndSomeNewsItemAreUntranslatedToShowTheFallback() {
        assertThat(content.pages().alternates("about")).containsExactly("en", "uk");
        assertThat(content.news().alternates("newborn-screening")).containsExactly("en", "uk");
        assertThat(content.news().alternates("arabic-phone-line")).containsExactly("en", "ar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "uk", "ar"})
    void everyPageIsReadableInEveryLanguage(String tag) {
        List<String> chain = content.site().languages().get(tag).chain();

        assertThat(content.pages().list(chain, _ -> true)).extracting(page -> page.text().slug()).containsExactly(
                "home",
                "spinal-muscular-atrophy", "first-visit", "about");
        assertThat(content.news().list(chain, _ -> true)).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"uk", "ar"})
    void theServicesOwnTextsAreTranslated(String tag) {
        assertThat(Texts.load(tag).stringPropertyNames()).isEqualTo(Texts.load("en").stringPropertyNames());
    }
}
