package org.frontdesk.inquiry.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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

        assertThat(site.languages().keySet()).containsExactly("en", "uk", "ru", "ar", "de", "es", "fr", "tr");
        assertThat(site.languages().get("ar").dir()).isEqualTo("rtl");
        assertThat(site.languages().get("uk").dir()).isEqualTo("ltr");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            language: en                 | language: xx                 | language: expected one of LANGUAGES
            uk: { fallback: [en] }       | uk: { fallback: [xx] }       | languages.uk.fallback: expected languages declared here, not xx
            uk: { fallback: [en] }       | uk: { fallbak: [en] }        | languages.uk.fallbak: expected one of the keys fallback
            en: {}                       | english: {}                  | languages.english: expected the tag of a language as in BCP 47, such as uk or pt-BR
            en: {}                       | EN: {}                       | languages.EN: expected the tag of a language as in BCP 47, such as uk or pt-BR
            name: Example Neurology Clinic | nam: x                     | nam: expected one of the keys address, forms, language, languages, mail, name, office, origins, retention, routes, topics, zone
            name: Example Neurology Clinic | name: ' '                  | name: expected a text
            address: https://www.example.org | address: www.example.org | address: expected the site's address, such as https://www.example.org
            general]                     | General question]            | topics: expected topics of lower-case letters, digits and hyphens, at most 64, not General question
            origins: [https://www.example.org] | origins: [https://www.example.org/] | origins: expected an origin without a path: https://www.example.org, not https://www.example.org/
            kind: number                 | kind: numbre                 | forms.request-info.fields[0].kind: expected one of text, long-text, email, phone, number, choice, checkbox, date, hidden
            kind: number                 | sort: number                 | forms.request-info.fields[0].sort: expected one of the keys choices, kind, max, maxLength, min, name, pattern, required
            min: 1950                    | min: early                   | forms.request-info.fields[0].min: expected a number
            min: 1950                    | min: 1950, max: 1900         | forms.request-info.fields[0].max: expected at least min, 1950
            kind: number                 | kind: choice, choices: [a]   | forms.request-info.fields[0].min: expected none, for only kind number has it
            kind: number, min: 1950      | kind: choice                 | forms.request-info.fields[0].choices: expected a list in [ ]
            kind: number, min: 1950      | kind: text, pattern: '['     | forms.request-info.fields[0].pattern: expected a regular expression
            name: diagnosis-year         | name: email                  | forms.request-info.fields[0].name: expected a name that is not taken, unlike email
            topics: [spinal-muscular-atrophy, general] | topics: [spinal-muscular-atrophy, null, general] | topics[1]: expected a text
            next: [https://www.example.org/thanks] | next: [/thanks]    | forms.request-info.next: expected a whole address: https://www.example.org/thanks, not /thanks
            """)
    void in_site_yml_it_names_the_key(String right, String wrong, String line) throws IOException {
        var languages = String.join(", ", SiteFolder.read(folder).languages().keySet());

        change("site.yml", right, wrong);

        assertThat(mistakes("site.yml")).contains("site.yml: " + line.replace("LANGUAGES", languages));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name: Українська                      | nme: x         | nme: expected one of the keys choices, clinic, fields, hours, name, phones, place, privacy, texts, topics, zoneName
            clinic: Клініка                       | clinic: ' ' # | clinic: expected a text
            - { number: +44 20 7946 0531          | - { number: ask us | phones[0].number: expected a number such as +44 20 7946 0018, without (0)
            - { number: +44 20 7946 0531          | - { number: +44 (0)20 7946 0531 | phones[0].number: expected a number such as +44 20 7946 0018, without (0)
            number: +44 20 7946 0531              | nunber: +44 20 7946 0531 | phones[0].nunber: expected one of the keys languages, number
            general: Загальне запитання           | general: null #| topics.general: expected a text
            languages: [uk, en]                   | languages: [uk, null] | phones[0].languages[1]: expected a text
            general: Загальне запитання           | general: [x]   | topics.general: expected a text
            general: Загальне запитання           | genaral: x     | topics.general: expected a text
            general: Загальне запитання           | genaral: x     | topics.genaral: expected one of the topics spinal-muscular-atrophy, general
            diagnosis-year: Рік                   | year: Рік      | fields.diagnosis-year: expected a text
            diagnosis-year: Рік                   | year: Рік      | fields.year: expected one of the fields diagnosis-year
            texts: {}                             | choices: { colour: { red: x } } | choices.colour: expected no such key, for there are no choices that need it
            texts: {}                             | texts: { form.titel: x } | texts.form.titel: expected a key that this service knows, such as form.title
            texts: {}                             | texts: { from.title: x } | texts.from.title: expected a key that begins with form. or one of alert., answer., content., digest., example., field., mail., reply., spam.
            texts: {}                             | texts: { form.title: ' ' } | texts.form.title: expected what this says in English: Write to us
            texts: {}                             | texts: { form.title: 'Hi {name}' } | texts.form.title: expected no placeholders, as in English: Write to us
            texts: {}                             | texts: { form.title: 'Hi {' } | texts.form.title: expected each { to be closed by a }, as in English: Write to us
            texts: {}                             | texts: { form.error.too-small: 'more' } | texts.form.error.too-small: expected the placeholders {limit} and no others, as in English: Please give a number of at least {limit}.
            texts: {}                             | texts: { form.error.too-small: '{limit, number} or more' } | texts.form.error.too-small: expected {limit}, and nothing else within the braces, as in English: Please give a number of at least {limit}.
            texts: {}                             | texts: { form.title: 'Write to {clinic, date}' } | texts.form.title: expected no placeholders, as in English: Write to us
            texts: {}                             | texts: { form.error.too-long: '{limit, plural, one {#} other {#}}' } | texts.form.error.too-long: expected {limit, plural, …} with the forms few, many, one, other, as in English: This is too long. Please shorten it to at most {limit, plural, one {# character} other {# characters}}.
            """)
    void in_a_languages_file_it_names_the_key(String right, String wrong, String line) throws IOException {
        change("languages/uk.yml", right, wrong);

        assertThat(mistakes("languages/uk.yml")).contains("languages/uk.yml: " + line);
    }

    @Test
    void all_of_them_are_told_at_once_each_with_its_line() throws IOException {
        change("languages/uk.yml", "Загальне запитання", "' '");
        change("languages/uk.yml", "texts: {}", "texts:\n  form.title: ''\n  form.send: '{'");
        var lines = Files.readAllLines(folder.resolve("languages/uk.yml"));

        assertThat(catchThrowable(() -> SiteFolder.read(folder))).message().hasLineCount(3)
                .contains("languages/uk.yml:" + (lines.indexOf("  general: ' '") + 1) + ": topics.general: expected",
                        "languages/uk.yml:" + (lines.indexOf("  form.title: ''") + 1) + ": texts.form.title: expected",
                        "languages/uk.yml:" + (lines.indexOf("  form.send: '{'") + 1) + ": texts.form.send: expected");
    }

    @Test
    void a_declared_language_without_texts_of_its_own_is_a_mistake_even_with_a_fallback() throws IOException {
        change("site.yml", "uk: { fallback: [en] }", "uk: { fallback: [en] }\n  pl: { fallback: [en] }");
        Files.copy(folder.resolve("languages/en.yml"), folder.resolve("languages/pl.yml"));

        assertThat(mistakes("languages/pl.yml")).hasSize(Texts.builtIn("en").size()).contains(
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
    void but_never_from_one_in_another_script() throws IOException {
        change("site.yml", "en: {}", "en: {}\n  en-Shaw: { fallback: [en] }");
        Files.copy(folder.resolve("languages/en.yml"), folder.resolve("languages/en-Shaw.yml"));

        assertThat(mistakes("languages/en-Shaw.yml")).hasSize(Texts.builtIn("en").size());
    }

    @Test
    void a_language_without_its_file_is_a_mistake() throws IOException {
        Files.delete(folder.resolve("languages/ar.yml"));

        assertThat(mistakes("languages/ar.yml"))
                .containsExactly("languages/ar.yml: expected a file at " + folder.resolve("languages/ar.yml"));
    }

    @Test
    void what_is_no_yaml_is_named_by_its_line() throws IOException {
        change("site.yml", "name: Example Neurology Clinic", "name: \"Example");

        assertThat(catchThrowable(() -> SiteFolder.read(folder))).isInstanceOf(SetupMistake.class).message()
                .matches("site.yml:\\d+: expected YAML, but .+");
    }

    @Test
    void texts_of_other_services_are_passed_over() throws IOException {
        change("languages/uk.yml", "texts: {}", "texts: { reply.greeting: x, content.failure.title: x }");

        assertThat(SiteFolder.read(folder).languages()).containsKey("uk");
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

    /** Without their lines, which move with every change to the example. */
    private List<String> mistakes(String file) {
        var thrown = catchThrowable(() -> SiteFolder.read(folder));
        assertThat(thrown).isInstanceOf(SetupMistake.class);
        return thrown.getMessage().lines().filter(line -> line.startsWith(file))
                .map(line -> line.replaceFirst("\\.yml:\\d+:", ".yml:")).toList();
    }
}
