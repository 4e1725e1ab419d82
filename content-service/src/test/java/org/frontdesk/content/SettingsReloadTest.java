package org.frontdesk.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.frontdesk.content.article.Content;
import org.frontdesk.content.article.ContentLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that are written while other files in the folder change continuously. */
class SettingsReloadTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"site.yml", "languages/uk.yml"})
    void half_written_settings_keep_the_old_site_and_are_read_once_they_are_stable(String moving) {
        var site = SiteFiles.in(folder).page("en", "heart", "Heart");
        var loader = new ContentLoader(folder, Optional.empty());
        Content first = read(loader, Set.of());
        site.write("site.yml", """
                name: Half
                address: https://www.example.org
                zone: Europe/Kyiv
                language: en
                languages: { en: {}, uk: {} }
                topics: [heart, general]
                """).write("languages/uk.yml", """
                name: Half
                clinic: Half
                place: Half
                hours: Half
                phones: [{ number: +44 20 7946 0531, languages: [uk] }]
                topics: { heart: Half, general: Half }
                """).page("en", "heart", "Changed");

        Content held = read(loader, Set.of(moving));
        assertThat(held.site()).isEqualTo(first.site());
        assertThat(held.pages().find("heart", List.of("en")).orElseThrow().text().title()).isEqualTo("Changed");
        assertThat(read(loader, Set.of(moving)).site()).isEqualTo(first.site());

        Content rested = read(loader, Set.of());
        assertThat(rested.site().name()).isEqualTo("Half");
        assertThat(rested.site().languages().get("uk").hours()).isEqualTo("Half");
    }

    @Test
    void settings_are_read_while_only_an_article_changes() {
        var site = SiteFiles.in(folder).page("en", "heart", "Heart");
        var loader = new ContentLoader(folder, Optional.empty());
        Content first = read(loader, Set.of());
        site.language("uk", "Інша", "+44 20 7946 0531");

        Content second = read(loader, Set.of("content/en/pages/heart.md"));
        assertThat(second.site()).isNotEqualTo(first.site());
        assertThat(second.site().languages().get("uk").name()).isEqualTo("Інша");
    }

    private static Content read(ContentLoader loader, Set<String> moving) {
        return loader.read(loader.scan(), moving, LocalDate.of(2026, 11, 1));
    }
}
