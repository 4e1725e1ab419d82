package org.frontdesk.notification.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every language has exactly the texts that English has. */
class BuiltInTextsTest {
    private static final Map<String, String> ENGLISH = Texts.builtIn("en");
    /** Prefixes of keys that code or a template concatenates. */
    private static final List<String> PUT_TOGETHER = List.of("field.", "spam.", "digest.dead", "digest.unknown",
            "digest.withheld", "digest.unanswered", "digest.old");

    @ParameterizedTest
    @ValueSource(strings = {"uk", "ru", "ar", "de", "es", "fr", "tr"})
    void every_language_has_the_same_texts_with_the_same_placeholders_and_its_own_plural_forms(String tag) {
        var texts = Texts.builtIn(tag);

        assertThat(texts.keySet()).isEqualTo(ENGLISH.keySet());
        assertThat(texts).allSatisfy((key, text) -> {
            assertThat(text).as(key).isNotBlank();
            assertThat(new TextPattern(text, tag).problem(new TextPattern(ENGLISH.get(key), "en"))).as(key).isEmpty();
        });
    }

    @Test
    void every_text_is_used() throws IOException {
        var code = everythingIn(Path.of("src/main"));

        assertThat(ENGLISH.keySet()).allSatisfy(key -> assertThat(code.contains("{" + key + "}")
                || code.contains("\"" + key + "\"") || code.contains("'" + key + "'")
                || code.contains("\"" + key.replaceFirst(".*\\.", ".") + "\"")
                || PUT_TOGETHER.stream().anyMatch(key::startsWith)).as(key).isTrue());
    }

    private static String everythingIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(java|html|txt)")).map(BuiltInTextsTest::text)
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
