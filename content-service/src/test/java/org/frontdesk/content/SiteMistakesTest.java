package org.frontdesk.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.frontdesk.content.article.Content;
import org.frontdesk.content.article.ContentLoader;
import org.frontdesk.content.site.Site;
import org.frontdesk.content.site.SiteMistakes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

class SiteMistakesTest {
    @TempDir
    Path folder;

    private SiteFiles site;

    @BeforeEach
    void aSiteWithoutMistakes() {
        site = SiteFiles.in(folder).page("en", "heart", "Heart").news("en", "may", "2026-05-10", "heart").story("en",
                "one");
    }

    @Test
    void a_site_without_mistakes_is_read() {
        assertThat(content(folder).size()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "date: 2026-13-01                 | :4: date: expected a date such as 2026-03-31",
            "date: -0001-05-10                | :4: date: expected a date such as 2026-03-31",
            "date: 10 May                     | :4: date: expected a date such as 2026-03-31",
            "date: [2026-05-10]               | :4: date: expected a date such as 2026-03-31",
            "date:                            | :4: date: expected a date such as 2026-03-31",
            "tag: x                           | :4: tag: expected one of the keys title, summary, topic, translationOf, updated, draft, date",
            "title: twice                     | :4: title: expected to stand here once"})
    void a_mistake_in_front_matter_names_file_line_and_key(String line, String mistake) {
        String date = line.startsWith("date") ? "" : "date: 2026-05-10\n";
        site.write("content/en/news/may.md",
                "---\ntitle: T\nsummary: S\n" + line + "\n" + date + "topic: heart\n---\nText.\n");

        assertThat(mistakes()).containsExactly("content/en/news/may.md" + mistake);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "title: T\\ntopic: heart              | :2: summary: expected a text",
            "title: T\\nsummary:\\ntopic: heart   | :3: summary: expected a text",
            "title: {a: b}\\nsummary: S           | :2: title: expected a text",
            "title: T\\nsummary: S\\ntopic: lungs | :4: topic: expected one of the topics heart, general",
            "title: T\\nsummary: S\\norder: first | :4: order: expected a whole number",
            "title: T\\nsummary: S: S             | :3: expected YAML, but mapping values are not allowed here",
            "just text                            | :2: expected keys with values"})
    void every_key_is_checked(String matter, String mistake) {
        site.write("content/uk/pages/heart.md", "---\n" + matter.replace("\\n", "\n") + "\n---\nText.\n");

        assertThat(mistakes()).containsExactly("content/uk/pages/heart.md" + mistake);
    }

    @Test
    void a_story_needs_its_patient() {
        site.write("content/en/stories/one.md", """
                ---
                title: T
                summary: S
                topic: heart
                age: nine
                ---
                """);

        assertThat(mistakes()).containsExactly("content/en/stories/one.md:5: age: expected an age in whole years",
                "content/en/stories/one.md:2: person: expected a text",
                "content/en/stories/one.md:2: diagnosis: expected a text");
    }

    @Test
    void front_matter_must_be_opened_and_closed() {
        site.write("content/en/news/may.md", "title: T\n").write("content/en/pages/heart.md",
                "---\ntitle: T\n\nText.\n");

        assertThat(mistakes()).containsExactly(
                "content/en/news/may.md:1: expected a line of --- that opens the front matter",
                "content/en/pages/heart.md:4: expected a line of --- that closes the front matter");
    }

    @Test
    void a_file_name_that_is_not_a_slug_is_a_mistake() {
        site.page("en", "My Page", "T").page("uk", "a--b", "T").page("uk", "a".repeat(65), "T");

        assertThat(mistakes()).hasSize(3).allSatisfy(mistake -> assertThat(mistake)
                .endsWith(".md: expected a file name of lower-case letters, digits and hyphens, at most 64"));
    }

    @Test
    void a_language_file_is_not_read_through_a_link_out_of_the_folder(@TempDir Path elsewhere) throws IOException {
        Path file = folder.resolve("languages/uk.yml");
        Files.move(file, elsewhere.resolve("uk.yml"));
        Files.createSymbolicLink(file, elsewhere.resolve("uk.yml"));

        assertThat(mistakes()).containsExactly("languages/uk.yml: expected a file, and no link out of the folder");
    }

    @Test
    void a_folder_that_would_not_be_served_is_a_mistake() throws IOException {
        Files.createDirectories(folder.resolve("content/fr/pages"));
        Files.createDirectories(folder.resolve("content/en/page"));

        assertThat(mistakes()).containsExactly("content/fr: expected the language of a folder, one of en, uk, ar",
                "content/en/page: expected one of the folders pages, news, stories");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "content/en/news/2026/june.md | content/en/news/2026: expected no folder in here; its files belong right into content/en/news",
            "content/en/june.md           | content/en/june.md: expected a file in one of the folders pages, news, stories",
            "content/june.md              | content/june.md: expected a file in the folder of a language and a kind, such as content/en/pages",
            "content/en/news/June.MD      | content/en/news/June.MD: expected the ending .md in small letters",
            "content/en/news/photo.JPG    | content/en/news/photo.JPG: expected the ending .jpg in small letters",
            "content/en/news/photo.heic   | content/en/news/photo.heic: expected a text that ends in .md, or a picture that ends in .png, .jpg, .gif or .webp"})
    void a_misplaced_file_is_reported_with_where_it_belongs(String file, String mistake) {
        site.write(file, "---\ntitle: June\nsummary: S\ndate: 2026-06-10\ntopic: heart\n---\nText.\n");

        assertThat(mistakes()).containsExactly(mistake);
        assertThat(content(folder).size()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en/pages/.#heart.md", "en/pages/heart.md~", "en/pages/#heart.md#", "en/.heart.md.swp",
            "en/pages/.DS_Store", "en/pages/heart.md.bak", "en/pages/Thumbs.db", ".git/a", "en/pages/.git/a.md",
            "en/news/.obsidian/b/c.json"})
    void temporary_files_of_editors_are_ignored(String file) {
        site.write("content/" + file, "x");

        assertThat(mistakes()).isEmpty();
        assertThat(content(folder).size()).isEqualTo(3);
    }

    @Test
    void a_file_that_is_not_utf8_is_a_mistake() throws IOException {
        Files.write(folder.resolve("content/en/news/may.md"),
                "---\ntitle: Größe".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(mistakes()).containsExactly("content/en/news/may.md: expected text in UTF-8");
    }

    @Test
    void a_language_file_is_checked() {
        site.write("languages/uk.yml", """
                name: Українська
                clinic: Клініка
                phones:
                  - { number: call us, languages: [uk] }
                  - { number: +44 20 7946 0531, lines: 2 }
                topics: { heart: Серце, hart: Серце }
                notes: none
                texts:
                  content.not-found.titel: Немає
                  from.submit: x
                  form.submit: that is another service's
                """);

        assertThat(mistakes()).containsExactlyInAnyOrder(
                "languages/uk.yml:4: phones[0].number: expected a number such as +44 20 7946 0018, without (0)",
                "languages/uk.yml:5: phones[1].languages: expected the languages spoken there",
                "languages/uk.yml:6: topics.general: expected a text", "languages/uk.yml:1: place: expected a text",
                "languages/uk.yml:1: hours: expected a text",
                "languages/uk.yml:6: topics.hart: expected one of the topics heart, general",
                "languages/uk.yml:5: phones[1].lines: expected one of the keys number, languages",
                "languages/uk.yml:7: notes: expected one of the keys name, clinic, place, hours, zoneName, privacy, phones,"
                        + " topics, fields, choices, texts",
                "languages/uk.yml:9: texts.content.not-found.titel: expected a key that this service knows, such as"
                        + " content.not-found.title",
                "languages/uk.yml:10: texts.from.submit: expected a key that begins with content. or one of alert.,"
                        + " answer., digest., example., field., form., mail., reply., spam.");
    }

    @Test
    void a_language_without_built_in_texts_needs_its_own() {
        site.write("site.yml", """
                name: Test Clinic
                address: https://www.example.org
                zone: Europe/Kyiv
                language: uk
                languages: { uk: {}, no: {} }
                topics: []
                """).write("languages/no.yml", """
                name: Norsk
                clinic: Klinikken
                place: Gata
                hours: Alltid
                phones: [{ number: +44 20 7946 0018, languages: [no] }]
                """);

        assertThat(mistakes()).filteredOn(mistake -> mistake.startsWith("languages/no")).hasSize(10)
                .contains("languages/no.yml:1: texts.content.not-found.title: expected what this says in English:"
                        + " This page does not exist");
    }

    @ParameterizedTest
    @CsvSource({"uk-UA, uk", "zh-TW, zh-Hant", "zh-HK, zh-Hant-HK", "zh-Hant, zh-Hant", "zh-CN, zh", "zh, zh",
            "zh-Hans, zh"})
    void chinese_is_served_in_the_readers_script(String asked, String given) {
        List<String> tags = List.of("uk", "zh", "zh-Hant", "zh-Hant-HK");
        Map<String, Site.Language> languages = tags.stream().collect(Collectors.toMap(tag -> tag,
                tag -> new Site.Language(tag, "", List.of(), "", "", "", List.of(), Map.of(), Map.of())));

        assertThat(new Site("", null, null, "uk", languages, List.of()).declared(Locale.forLanguageTag(asked)))
                .map(Site.Language::tag).hasValue(given);
    }

    @Test
    void site_yml_is_checked() {
        site.write("site.yml", """
                name: Test Clinic
                address: www.example.org
                zone: Kyiv
                language: fr
                languages: { en: { fallback: [de] }, Ukrainian!: {}, uk: { fallbak: [en] } }
                topics: [Heart]
                routes: whatever another service makes of it
                rotes: x
                """);

        assertThat(mistakes()).contains(
                "site.yml:2: address: expected the site's address, such as https://www.example.org",
                "site.yml:3: zone: expected a time zone, such as Europe/Kyiv",
                "site.yml:4: language: expected one of en, uk",
                "site.yml:5: languages.uk.fallbak: expected one of the keys fallback",
                "site.yml:8: rotes: expected one of the keys name, address, zone, office, language, languages, topics,"
                        + " origins, forms, routes, mail, retention",
                "site.yml:5: languages.en.fallback: expected languages declared here",
                "site.yml:5: languages.Ukrainian!: expected the tag of a language as in BCP 47, such as uk or pt-BR",
                "site.yml:6: topics: expected topics of lower-case letters, digits and hyphens");
    }

    @Test
    void a_mistake_in_the_settings_causes_no_false_mistakes_in_articles() {
        site.write("site.yml", "name: [").write("content/uk/pages/heart.md",
                "---\ntitle: T\nsummary: S\ntopic: heart\n---");

        assertThat(mistakes()).hasSize(1)
                .allSatisfy(mistake -> assertThat(mistake).startsWith("site.yml:1: expected YAML"));
    }

    @Test
    void an_invalid_list_of_topics_causes_no_false_mistakes_in_labels() {
        Path file = folder.resolve("site.yml");
        site.write("site.yml", read(file).replace("[heart, general]", "[Heart, general]"));

        assertThat(mistakes()).containsExactly(
                "site.yml:6: topics: expected topics of lower-case letters, digits and hyphens");
    }

    @Test
    void a_missing_folder_is_one_mistake() {
        Path nowhere = folder.resolve("nowhere");

        assertThat(catchThrowableOfType(SiteMistakes.Found.class, () -> content(nowhere)).getMessage())
                .isEqualTo("site.yml: expected a file at " + nowhere.resolve("site.yml"));
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void a_startup_with_a_broken_folder_prints_every_mistake_and_no_stack_trace(CapturedOutput output) {
        site.write("languages/en.yml", "name: English").write("languages/uk.yml", "- x");

        catchThrowableOfType(RuntimeException.class, () -> SpringApplication.run(ContentService.class,
                "--frontdesk.site=" + folder, "--server.port=0", "--management.server.port=0"));

        assertThat(output).contains("languages/en.yml:1: clinic: expected a text\n",
                "languages/uk.yml:1: expected keys with values\n").doesNotContain("\tat ", "BeanCreationException");
    }

    /** Mistakes in the settings, which end the reading, or in articles, which do not. */
    private List<String> mistakes() {
        List<SiteMistakes.Mistake> mistakes;
        try {
            mistakes = content(folder).mistakes();
        } catch (SiteMistakes.Found e) {
            mistakes = e.mistakes();
        }
        return mistakes.stream().map(Object::toString).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Content content(Path folder) {
        var loader = new ContentLoader(folder, Optional.empty());
        return loader.read(loader.scan(), Set.of(), LocalDate.of(2026, 11, 1));
    }
}
