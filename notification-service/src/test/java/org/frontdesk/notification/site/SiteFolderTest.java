package org.frontdesk.notification.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

/** Each problem in the site folder is reported in one line that says where it is and what was expected. */
class SiteFolderTest {
    @TempDir
    Path folder;

    @BeforeEach
    void likeTheExample() throws IOException {
        FileSystemUtils.copyRecursively(Path.of("../site"), folder);
    }

    @Test
    void the_example_site_is_valid() {
        var site = SiteFolder.read(folder);
        assertThat(site.route("ar", "general").to()).containsExactly("arabic@example.org");
        assertThat(site.route("en", "spinal-muscular-atrophy").to()).containsExactly("neurology@example.org");
        assertThat(site.route("uk", "general").mailLanguage()).isEqualTo("uk");
        assertThat(site.languages().get("ar").direction()).isEqualTo("rtl");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mail: { from             | mial: { from          | mial: expected one of the keys address, forms, language, languages, mail, name, office, origins, retention, routes, topics, zone
            head@example.org] }      | head@example.org], backups: x } | routes[0].backups: expected one of the keys backup, language, mailLanguage, mode, to, topic
            to: [arabic@example.org] | to: []                | routes[0].to: expected one e-mail address or more
            topic: spinal-muscular-atrophy, to | topic: sma, to | routes[1].topic: expected one of the topics spinal-muscular-atrophy, general
            - { to: [desk@           | - { language: en, to: [desk@ | routes: expected a last route without language and topic, which takes what no other takes
            from: desk@example.org   | from: [desk@example.org] | mail.from: expected a text
            from: desk@example.org   | from: desk@localhost  | mail.from: expected an e-mail address
            bounce: bounces@         | bounce: bounces.@     | mail.bounce: expected an e-mail address
            to: [arabic@example.org] | to: [a..b@example.org] | routes[0].to: expected one e-mail address or more
            dead: 90d                | dead: long            | retention.dead: expected a duration from 1d to 3650d, such as 90d
            dead: 90d                | dead: 0d              | retention.dead: expected a duration from 1d to 3650d, such as 90d
            sent: 90d                | sent: -1d             | retention.sent: expected a duration from 1d to 3650d, such as 90d
            sent: 90d                | sent: 90              | retention.sent: expected a duration from 1d to 3650d, such as 90d
            sent: 90d                | sent: 90m             | retention.sent: expected a duration from 1d to 3650d, such as 90d
            withheld: 30d            | withheld: 99999d      | retention.withheld: expected a duration from 1d to 3650d, such as 90d
            dead: 90d                | dead: 90d, daed: 90d  | retention.daed: expected one of the keys sent, withheld, dead
            answerWorkingDays: 2     | answerWorkingDays: 99 | office.answerWorkingDays: expected how many working days an answer takes, 1 to 30
            answerWorkingDays: 2     | answer: 2             | office.answer: expected one of the keys answerWorkingDays, closed, hours
            closed: [01-01,          | closed: [null,        | office.closed[0]: expected a text
            - { language: ar,        | - null # { | routes[0]: expected keys with values
            zone: Europe/Kyiv        | zone: Kyiv            | zone: expected a time zone, such as Europe/Kyiv
            """)
    void a_problem_in_site_yml_is_reported_with_its_key(String right, String wrong, String line) throws IOException {
        replace("site.yml", right, wrong);

        assertThat(mistakes()).contains("site.yml: " + line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            general: Загальне запитання  | general: null         | topics.general: expected a text
            languages: [uk, en]          | languages: [uk, null]    | phones[0].languages[1]: expected a text
            general: Загальне запитання  | genaral: x            | topics.general: expected a text
            general: Загальне запитання  | genaral: x            | topics.genaral: expected one of the topics spinal-muscular-atrophy, general
            - { number: +44 20 7946 0531 | - { number: ask us    | phones[0].number: expected a number such as +44 20 7946 0018, without (0)
            - { number: +44 20 7946 0531 | - { number: +44 (0)20 7946 0531    | phones[0].number: expected a number such as +44 20 7946 0018, without (0)
            number: +44 20 7946 0531     | nunber: +44 20 7946 0531 | phones[0].nunber: expected one of the keys languages, number
            name: Українська             | nme: x                | nme: expected one of the keys choices, clinic, fields, hours, name, phones, place, privacy, texts, topics, zoneName
            texts: {}                    | texts: { reply.greting: x } | texts.reply.greting: expected a key that this service knows, such as reply.greeting
            texts: {}                    | texts: { from.title: x } | texts.from.title: expected a key that begins with one of alert., answer., content., digest., example., field., form., mail., reply., spam.
            texts: {}                    | texts: { reply.greeting: ' ' } | texts.reply.greeting: expected what this says in English: Hello,
            texts: {}                    | texts: { reply.greeting: '{name}' } | texts.reply.greeting: expected no placeholders, as in English: Hello,
            texts: {}                    | texts: { reply.greeting: '{' } | texts.reply.greeting: expected each { to be closed by a }, as in English: Hello,
            texts: {}                    | texts: { answer.subject: x } | texts.answer.subject: expected the placeholders {reference} and no others, as in English: Your inquiry ({reference})
            """)
    void a_problem_in_a_languages_file_is_reported_with_its_key(String right, String wrong, String line)
            throws IOException {
        replace("languages/uk.yml", right, wrong);

        assertThat(mistakes()).contains("languages/uk.yml: " + line);
    }

    @Test
    void a_problem_is_reported_with_its_line() throws IOException {
        replace("languages/uk.yml", "texts: {}", "texts:\n  reply.greeting: ''");
        var lines = Files.readAllLines(folder.resolve("languages/uk.yml"));

        assertThatThrownBy(() -> new Texts(SiteFolder.read(folder), folder))
                .hasMessage("languages/uk.yml:" + (lines.indexOf("  reply.greeting: ''") + 1)
                        + ": texts.reply.greeting: expected what this says in English: Hello,");
    }

    @Test
    void a_clinic_that_is_never_open_is_reported() throws IOException {
        var everyDay = LocalDate.of(2028, 1, 1).datesUntil(LocalDate.of(2029, 1, 1))
                .map(day -> day.toString().substring("2028-".length())).collect(Collectors.joining(", "));
        replace("site.yml", "closed: [", "closed: [" + everyDay + ", ");

        assertThat(mistakes()).containsExactly("site.yml: office.closed: expected some days left to work on;"
                + " within a year from now there are too few to answer on");
    }

    @Test
    void a_site_without_languages_is_reported() throws IOException {
        Files.writeString(folder.resolve("site.yml"), "name: X\n");

        assertThat(mistakes()).contains("site.yml: languages: expected at least one language, such as en: {}");
    }

    @Test
    void a_missing_file_is_reported() throws IOException {
        Files.delete(folder.resolve("languages/ar.yml"));

        assertThat(mistakes())
                .containsExactly("languages/ar.yml: expected a file at " + folder.resolve("languages/ar.yml"));
    }

    @Test
    void each_missing_text_of_a_language_is_reported() throws IOException {
        replace("site.yml", "  ar: { fallback: [en] }", "  ar: { fallback: [en] }\n  he: { fallback: [en] }");
        Files.copy(folder.resolve("languages/en.yml"), folder.resolve("languages/he.yml"));

        assertThat(mistakes()).hasSizeGreaterThan(40)
                .contains("languages/he.yml: texts.reply.greeting: expected what this says in English: Hello,");
    }

    /** Without line numbers, which change with the example. */
    private List<String> mistakes() {
        var thrown = catchThrowable(() -> new Texts(SiteFolder.read(folder), folder));
        assertThat(thrown).isInstanceOf(InvalidSite.class);
        return thrown.getMessage().lines().map(line -> line.replaceFirst("\\.yml:\\d+:", ".yml:")).toList();
    }

    private void replace(String file, String what, String by) throws IOException {
        var path = folder.resolve(file);
        var text = Files.readString(path);
        assertThat(text).contains(what);
        Files.writeString(path, text.replace(what, by));
    }
}
