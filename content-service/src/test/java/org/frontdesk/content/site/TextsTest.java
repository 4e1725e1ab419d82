package org.frontdesk.content.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    @ParameterizedTest
    @ValueSource(strings = {"uk", "ru", "ar", "de", "es", "fr", "tr"})
    void theServicesOwnTextsAreTranslated(String tag) {
        assertThat(Texts.load(tag).stringPropertyNames()).isEqualTo(Texts.load("en").stringPropertyNames());
        assertThat(Texts.load(tag).values()).allSatisfy(text -> assertThat((String) text).isNotBlank());
    }
}
