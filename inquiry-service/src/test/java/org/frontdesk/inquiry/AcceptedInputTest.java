package org.frontdesk.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken arrives as typed, but for what nobody types on purpose. */
class AcceptedInputTest extends RunningService {

    @Test
    void the_receipt_names_id_reference_and_language() {
        var response = postJson(inquiry("language", "ar"));

        var event = publishedJson();
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(json(response)).isEqualTo(JSON.createObjectNode().put("id", event.get("id").asString())
                .put("reference", event.get("reference").asString()).put("language", "ar"));
    }

    @Test
    void only_filled_fields_travel_in_the_forms_order() {
        postJson(
                "{\"diagnosis-year\":2024,\"message\":\"m\",\"phone\":\"+44 20 7946 0999\",\"name\":\" \",\"consent\":\"on\"}");

        assertThat(publishedJson().get("fields")).isEqualTo(JSON.readTree("""
                [{"name":"phone","value":"+44 20 7946 0999"},{"name":"message","value":"m"},
                 {"name":"diagnosis-year","value":"2024"}]"""));
    }

    @Test
    void controls_and_bidi_controls_are_taken_out_and_line_ends_are_one_kind() {
        postJson(inquiry("message", "a\u0000b\r\nc\rd\te\u001b\u202ef\u2066g", "name", "Ann\r\nBcc: x\u0007"));

        var fields = publishedJson().get("fields");
        assertThat(fields.get(0).get("value").asString()).isEqualTo("Ann Bcc: x");
        assertThat(fields.get(2).get("value").asString()).isEqualTo("ab\nc\nd\tefg");
    }

    @Test
    void half_a_character_is_replaced_and_a_whole_one_stays() {
        postJson("{\"message\":\"a\\ud800b\\ud83d\\ude00\",\"phone\":\"12345\",\"consent\":true}");

        assertThat(publishedField("message")).isEqualTo("a\uFFFDb\uD83D\uDE00");
    }

    @Test
    void limits_count_characters_not_the_units_of_a_computer() {
        assertThat(postJson(inquiry("name", "\uD83D\uDE00".repeat(200))).statusCode()).isEqualTo(202);
        assertThat(postJson(inquiry("message", "ж".repeat(10_000))).statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1950", "2024", "٢٠٢٤", "2024.5"})
    void a_number_is_taken_in_any_scripts_digits(String number) {
        postJson(inquiry("diagnosis-year", number));

        assertThat(publishedField("diagnosis-year")).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"general,general", "not-declared,not-declared", "'',general", "../../x,general", "Ünï,general"})
    void an_unknown_topic_goes_its_way_and_what_is_no_topic_becomes_the_last_one(String typed, String topic) {
        postJson(inquiry("topic", typed));

        assertThat(publishedJson().get("topic").asString()).isEqualTo(topic);
    }

    @Test
    void the_consent_is_held_by_the_hash_of_its_text_in_that_language() {
        postJson(inquiry("language", "en"));
        postJson(inquiry("language", "uk"));

        var events = published(2).stream().map(record -> JSON.readTree(record.value()).get("consent")).toList();
        assertThat(events).allMatch(consent -> consent.get("given").asBoolean())
                .extracting(consent -> consent.get("textHash").asString()).doesNotHaveDuplicates();
    }

    @Test
    void an_answer_is_not_stored_and_not_sniffed() {
        var headers = postJson(inquiry()).headers();

        assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void whatever_accept_says_an_inquiry_is_taken() {
        assertThat(postJson(inquiry(), "Accept", "image/png").statusCode()).isEqualTo(202);
        assertThat(postJson(inquiry(), "Accept", "nonsense").statusCode()).isEqualTo(202);
    }
}
