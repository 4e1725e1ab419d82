package org.frontdesk.inquiry.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A visitor is never given a script that they may not read. */
class LanguageTagsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"uk-UA | uk-UA uk", "UK | uk", "en-gb-oxendict | en-GB-oxendict en-GB en",
            "iw-IL | he-IL he", "sr-Latn-RS | sr-Latn-RS sr-Latn", "zh-TW | zh-TW zh-Hant-TW zh-Hant",
            "zh-HK | zh-HK zh-Hant-HK zh-Hant", "zh-Hant-HK | zh-Hant-HK zh-Hant", "zh-Hant | zh-Hant",
            "zh-CN | zh-CN zh-Hans-CN zh-Hans zh", "zh | zh zh-Hans", "zh-Hans | zh-Hans zh", "%%% | ''", "'' | ''"})
    void a_tag_is_served_by_its_language_in_its_script(String tag, String serving) {
        assertThat(LanguageTags.serving(tag).collect(Collectors.joining(" "))).isEqualTo(serving);
    }
}
