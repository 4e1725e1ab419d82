package org.frontdesk.inquiry.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The language contract of what this service says: no language lacks, or has more than, what English has. */
class BuiltInTextsTest {
    private static final Path MAIN = Path.of("src/main");
    /** Keys that code puts together, by how they begin. */
    private static final List<String> PUT_TOGETHER = List.of("form.error.", "form.label.", "form.problem.",
            "form.unconfirmed.", "form.too-many.");

    @ParameterizedTest
    @ValueSource(strings = {"uk", "ru", "ar", "de", "es", "fr", "tr"})
    void every_language_has_the_same_texts_with_the_same_placeholders_and_its_plural_forms(String tag) {
        var english = Texts.builtIn("en");
        var texts = Texts.builtIn(tag);

        assertThat(texts.keySet()).isEqualTo(english.keySet());
        assertThat(texts).allSatisfy((key, text) -> {
            assertThat(text).as(key).isNotBlank();
            assertThat(Placeholders.mistake(text, english.get(key), Locale.forLanguageTag(tag))).as(key).isEmpty();
        });
    }

    @Test
    void every_text_is_said_somewhere() throws IOException {
        var code = everythingIn(MAIN);

        assertThat(Texts.builtIn("en").keySet()).allSatisfy(key -> assertThat(
                code.contains(key + "'") || code.contains(key + "\"")
                        || code.contains("\"" + key.replaceFirst("^form\\.", "") + "\"")
                        || PUT_TOGETHER.stream().anyMatch(key::startsWith))
                .as(key).isTrue());
    }

    @Test
    void what_the_other_services_say_is_no_mistake_here() throws IOException {
        for (var service : List.of("content-service", "notification-service")) {
            assertThat(Files.readAllLines(Path.of("..", service, "src/main/resources/messages_en.properties")))
                    .filteredOn(line -> line.matches("[\\w.-]+=.*"))
                    .allMatch(line -> LanguageChecks.OTHERS.stream().anyMatch(line::startsWith));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"en | 1 | 1 character.", "en | 2 | 2 characters.",
            "uk | 21 | до 21 символу.",
            "uk | 22 | до 22 символів.", "uk | 1000 | до 1\u00a0000 символів.", "ru | 1 | до 1 знака.",
            "ru | 5 | до 5 знаков.", "ar | 1 | إلى حرف واحد على", "ar | 2 | إلى حرفين على", "ar | 3 | إلى 3 أحرف على",
            "ar | 11 | إلى 11 حرفًا على", "ar | 1000 | إلى 1,000 حرف على", "de | 1000 | 1.000 Zeichen.",
            "es | 1 | 1 carácter.", "es | 200 | 200 caracteres.", "fr | 1 | 1 caractère au", "fr | 2 | 2 caractères au",
            "tr | 200 | 200 karaktere"})
    void a_number_is_said_as_in_that_language(String tag, int limit, String said) {
        assertThat(Texts.of(tag, List.of(Texts.builtIn(tag))).get("form.error.too-long", "limit", limit))
                .contains(said);
    }

    private static String everythingIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(java|html|js)")).map(BuiltInTextsTest::text)
                    .collect(Collectors.joining());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
