package org.frontdesk.content.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    @ParameterizedTest
    @ValueSource(strings = {"uk", "ru", "ar", "de", "es", "fr", "tr"})
    void the_services_own_texts_are_translated(String tag) {
        assertThat(Texts.load(tag).stringPropertyNames()).isEqualTo(Texts.load("en").stringPropertyNames());
        assertThat(Texts.load(tag).values()).allSatisfy(text -> assertThat((String) text).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"inquiry-service", "notification-service"})
    void texts_of_the_other_services_are_no_mistake(String service) throws IOException {
        assertThat(Files.readAllLines(Path.of("..", service, "src/main/resources/messages_en.properties")))
                .filteredOn(line -> line.matches("[\\w.-]+=.*"))
                .allMatch(line -> Texts.OTHERS.stream().anyMatch(line::startsWith));
    }
}
