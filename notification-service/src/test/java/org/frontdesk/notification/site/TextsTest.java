package org.frontdesk.notification.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

/** A site's own texts: invalid placeholders fail the startup, and not the first mail. */
class TextsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void likeTheTestSite() throws IOException {
        FileSystemUtils.copyRecursively(Path.of("src/test/resources/site"), folder);
    }

    @Test
    void apostrophes_are_literal_even_before_a_placeholder() throws IOException {
        override("fr", "reply.subject", "C'est noté, l'{reference} n'est pas perdue");
        assertThat(texts().say(Locale.FRENCH, "reply.subject", Map.of("reference", "k7m4")))
                .isEqualTo("C'est noté, l'k7m4 n'est pas perdue");
    }

    @Test
    void values_are_not_parsed_as_patterns() throws IOException {
        assertThat(texts().say(Locale.ENGLISH, "reply.subject", Map.of("reference", "{x} '' #")))
                .contains("{x} '' #");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "reply.subject | Open { brace                | each { to be closed by a }",
            "reply.subject | Nothing to fill in          | the placeholders {reference} and no others",
            "reply.subject | {referense}                 | the placeholders {reference} and no others",
            "reply.subject | {0}                         | the placeholders {reference} and no others",
            "reply.answer  | {days, plural, one {day}}   | each { to be closed by a }, and a form for other",
            "reply.subject | {reference, number}         | {reference}, and nothing else within the braces",
            "reply.subject | {reference, plural, one {a} other {b}} | {reference}, and nothing else within the braces",
            "reply.answer  | {days, date}                | {days, plural, …} with the forms few, many, one, other",
            "reply.answer  | {days} днів                 | {days, plural, …} with the forms few, many, one, other",
            "reply.answer  | {days, plural, one {день} other {днів}} | {days, plural, …} with the forms few, many, one, other"})
    void a_text_with_invalid_placeholders_is_reported(String key, String text, String mistake) throws IOException {
        override("uk", key, text);
        assertThatThrownBy(this::texts).isInstanceOf(InvalidSite.class).hasMessageContaining("texts." + key)
                .hasMessageContaining(mistake);
    }

    @ParameterizedTest
    @CsvSource({"uk, 1, 1 робочого дня", "uk, 2, 2 робочих днів", "uk, 5, 5 робочих днів", "uk, 21, 21 робочого дня",
            "ru, 1, 1 рабочего дня", "ru, 3, 3 рабочих дней", "ru, 21, 21 рабочего дня", "ar, 1, يوم عمل واحد",
            "ar, 2, يومي عمل", "ar, 3, 3 أيام عمل", "ar, 11, 11 يوم عمل", "en, 1, 1 working day.",
            "en, 2, 2 working days", "de, 1, 1 Arbeitstag.", "de, 2, 2 Arbeitstagen", "es, 1, 1 día laborable.",
            "es, 2, 2 días laborables", "fr, 1, 1 jour ouvré.", "fr, 2, 2 jours ouvrés", "tr, 1, 1 iş günü",
            "tr, 5, 5 iş günü"})
    void numbers_have_plural_forms(String language, int days, String said) {
        assertThat(texts().say(Locale.forLanguageTag(language), "reply.answer", Map.of("days", days))).contains(said);
    }

    private Texts texts() {
        return TestSite.read(folder).texts();
    }

    private void override(String language, String key, String text) throws IOException {
        var file = folder.resolve("languages/" + language + ".yml");
        Files.writeString(file, Files.readString(file) + "texts: { " + key + ": \"" + text + "\" }\n");
    }
}
