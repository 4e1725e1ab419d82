package org.frontdesk.inquiry.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.util.FileSystemUtils;

/** A mistake in the site's folder is one line with file, key and what belongs there. */
class SiteFolderTest {
    @TempDir
    Path folder;

    @BeforeEach
    void theExampleClinic() throws IOException {
        FileSystemUtils.copyRecursively(Path.of("../site"), folder);
    }

    @Test
    void the_example_clinic_has_no_mistake() {
        var site = SiteFolder.read(folder);

        assertThat(site.languages().keySet()).containsExactly("en", "uk", "ar");
        assertThat(site.languages().get("ar").dir()).isEqualTo("rtl");
        assertThat(site.languages().get("uk").dir()).isEqualTo("ltr");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            language: en                 | language: de                 | language: expected one of [en, uk, ar]
            uk: { fallback: [en] }       | uk: { fallback: [de] }       | languages.uk.fallback: expected one of [en, uk, ar], not de
            en: {}                       | english: {}                  | languages.english: expected a BCP 47 tag such as en or pt-BR
            name: Example Neurology Clinic | nam: x                     | name: expected the site's name
            address: https://www.example.org | address: www.example.org | address: expected the site's address, such as https://www.example.org
            general]                     | General question]            | topics: expected small letters, digits and single hyphens, at most 64, not General question
            origins: [https://www.example.org] | origins: [https://www.example.org/] | origins: expected an origin without a path: https://www.example.org, not https://www.example.org/
            kind: number                 | kind: numbre                 | forms.request-info.fields[0].kind: expected one of text, long-text, email, phone, number, choice, checkbox, date, hidden
            kind: number                 | sort: number                 | forms.request-info.fields[0].sort: expected no such key, but one of choices, kind, max, maxLength, min, name, pattern, required
            min: 1950                    | min: early                   | forms.request-info.fields[0].min: expected a number
            min: 1950                    | min: 1950, max: 1900         | forms.request-info.fields[0].max: expected at least min, 1950
            kind: number                 | kind: choice, choices: [a]   | forms.request-info.fields[0].min: expected none, for only kind number has it
            kind: number, min: 1950      | kind: choice                 | forms.request-info.fields[0].choices: expected a list in [ ]
            kind: number, min: 1950      | kind: text, pattern: '['     | forms.request-info.fields[0].pattern: expected a regular expression
            name: diagnosis-year         | name: email                  | forms.request-info.fields[0].name: expected a name that is not taken, unlike email
            next: [https://www.example.org/thanks] | next: [/thanks]    | forms.request-info.next: expected a whole address: https://www.example.org/thanks, not /thanks
            """)
    void in_site_yml_it_names_the_key(String right, String wrong, String line) throws IOException {
        change("site.yml", right, wrong);

        assertMistake("site.yml: " + line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name: Українська                      | nme: x         | name: expected the language's own name
            clinic: Клініка                       | x: y           | clinic: expected the clinic's name in this language
            - { number: +44 20 7946 0531          | - { number: ask us | phones: expected number: digits, such as +44 20 7946 0018
            general: Загальне запитання           | other: x       | topics.general: expected its label
            diagnosis-year: Рік                   | year: Рік      | fields.diagnosis-year: expected its label
            texts: {}                             | texts: { form.titel: x } | texts.form.titel: expected no such key; those beginning with form. are known
            texts: {}                             | texts: { form.title: ' ' } | texts.form.title: expected what this says in English: Write to us
            """)
    void in_a_languages_file_it_names_the_key(String right, String wrong, String line) throws IOException {
        change("languages/uk.yml", right, wrong);

        assertMistake("languages/uk.yml: " + line);
    }

    @Test
    void a_declared_language_without_texts_of_its_own_is_a_mistake_even_with_a_fallback() throws IOException {
        change("site.yml", "uk: { fallback: [en] }", "uk: { fallback: [en] }\n  pl: { fallback: [en] }");
        Files.copy(folder.resolve("languages/en.yml"), folder.resolve("languages/pl.yml"));

        assertMistake(
                "languages/pl.yml: texts.form.call: expected what this says in English: If you would rather talk to us, call:");
    }

    @Test
    void a_regional_form_of_a_language_takes_its_texts_from_its_declared_fallback() throws IOException {
        change("site.yml", "en: {}", "en: {}\n  en-GB: { fallback: [en] }");
        Files.copy(folder.resolve("languages/en.yml"), folder.resolve("languages/en-GB.yml"));
        change("languages/en.yml", "texts: {}", "texts: { form.title: Talk to us }");

        assertThat(SiteFolder.read(folder).languages().get("en-GB").texts().get("form.title")).isEqualTo("Talk to us");
    }

    @Test
    void a_language_without_its_file_is_a_mistake() throws IOException {
        Files.delete(folder.resolve("languages/ar.yml"));

        assertThat(catchThrowable(() -> SiteFolder.read(folder))).isInstanceOf(SetupMistake.class)
                .hasMessage(folder.resolve("languages/ar.yml")
                        + ": no such file; FRONTDESK_SITE names the folder that has it");
    }

    @Test
    void what_is_no_yaml_is_named_by_its_line() throws IOException {
        change("site.yml", "name: Example Neurology Clinic", "name: \"Example");

        assertThat(catchThrowable(() -> SiteFolder.read(folder))).isInstanceOf(SetupMistake.class)
                .hasMessageStartingWith(folder.resolve("site.yml") + ": line ").hasMessageContaining("expected YAML");
    }

    @Test
    void keys_of_other_services_are_passed_over() throws IOException {
        change("site.yml", "retention:", "unheard-of: [1]\nretention:");
        change("languages/uk.yml", "texts: {}", "unheard-of: [1]\ntexts: { reply.greeting: x }");

        assertThat(SiteFolder.read(folder).languages()).hasSize(3);
    }

    @Test
    void a_site_says_things_its_own_way() throws IOException {
        change("languages/en.yml", "texts: {}", "texts: { form.title: 'Ask {clinic}' }");

        assertThat(SiteFolder.read(folder).languages().get("en").texts().get("form.title"))
                .isEqualTo("Ask Example Neurology Clinic");
    }

    private void change(String file, String right, String wrong) throws IOException {
        var path = folder.resolve(file);
        var text = Files.readString(path);
        assertThat(text).contains(right);
        Files.writeString(path, text.replace(right, wrong));
    }

    private void assertMistake(String line) {
        assertThat(catchThrowable(() -> SiteFolder.read(folder))).isInstanceOf(SetupMistake.class)
                .hasMessage(folder + "/" + line).message().hasLineCount(1);
    }
}
