package org.frontdesk.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelLinkTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            +44 20 7946 0958 ext. 12      | tel:+442079460958;ext=12
            +44 20 7946 0958x12           | tel:+442079460958;ext=12
            +44 (0)20 7946 0958 (Ext: 12) | tel:+442079460958;ext=12
            +44 20 7946 0958 # 012        | tel:+442079460958;ext=012
            +44 20 7946 0958;ext=12       | tel:+442079460958;ext=12
            +380 44 555 01 99, доб. 12    | tel:+380445550199;ext=12
            +٣٨٠ ٤٤ ٥٥٥ ٠١٩٩ تحويلة ١٢    | tel:+380445550199;ext=12
            """)
    void an_extension_is_not_dialled_as_a_part_of_the_number(String typed, String link) {
        assertThat(TelLink.of(typed)).isEqualTo(link);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Tel. 020 7946 0958 (mobile) | tel:02079460958
            +44 20 7946-0958            | tel:+442079460958
            """)
    void words_before_or_after_a_number_are_left_out(String typed, String link) {
        assertThat(TelLink.of(typed)).isEqualTo(link);
    }

    @ParameterizedTest
    @ValueSource(strings = {"020 7946 0958 or 020 7946 0959", "020 7946 0958 after 18:00", "ext. 12", "none"})
    void there_is_no_link_if_it_would_dial_a_wrong_number(String typed) {
        assertThat(TelLink.of(typed)).isNull();
    }
}
