package org.frontdesk.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accepted input is published as typed, except for characters that nobody types on purpose. */
class AcceptedInputTest extends RunningService {

    @Test
    void the_receipt_contains_id_reference_and_language() {
        var response = postJson(inquiry("language", "ar"));

        var event = publishedJson();
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(json(response)).isEqualTo(JSON.createObjectNode().put("id", event.get("id").asString())
                .put("reference", event.get("reference").asString()).put("language", "ar"));
    }

    @Test
    void only_filled_in_fields_are_published_in_the_forms_order() {
        postJson(
                "{\"diagnosis-year\":2024,\"message\":\"m\",\"phone\":\"+44 20 7946 0999\",\"name\":\" \",\"consent\":\"on\"}");

        assertThat(publishedJson().get("fields")).isEqualTo(JSON.readTree("""
                [{"name":"phone","value":"+44 20 7946 0999"},{"name":"message","value":"m"},
                 {"name":"diagnosis-year","value":"2024"}]"""));
    }

    @Test
    void control_and_bidi_characters_are_removed_and_line_ends_normalized() {
        postJson(inquiry("message", "a\u0000b\r\nc\rd\te\u001b\u202ef\u2066g", "name", "Ann\r\nBcc: x\u0007"));

        var fields = publishedJson().get("fields");
        assertThat(fields.get(0).get("value").asString()).isEqualTo("Ann Bcc: x");
        assertThat(fields.get(2).get("value").asString()).isEqualTo("ab\nc\nd\tefg");
    }

    @Test
    void a_lone_surrogate_is_replaced_and_a_surrogate_pair_is_kept() {
        postJson("{\"message\":\"a\\ud800b\\ud83d\\ude00\",\"phone\":\"12345\",\"consent\":true}");

        assertThat(publishedField("message")).isEqualTo("a\uFFFDb\uD83D\uDE00");
    }

    @Test
    void limits_count_code_points() {
        assertThat(postJson(inquiry("name", "\uD83D\uDE00".repeat(200))).statusCode()).isEqualTo(202);
        assertThat(postJson(inquiry("message", "ж".repeat(10_000))).statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1950", "2024", "٢٠٢٤", "2024.5"})
    void a_number_is_accepted_in_the_digits_of_any_script(String number) {
        postJson(inquiry("diagnosis-year", number));

        assertThat(publishedField("diagnosis-year")).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"general,general", "not-declared,not-declared", "'',general", "../../x,general", "Ünï,general"})
    void an_undeclared_topic_is_kept_and_an_invalid_one_becomes_the_last_topic(String typed, String topic) {
        postJson(inquiry("topic", typed));

        assertThat(publishedJson().get("topic").asString()).isEqualTo(topic);
    }

    @Test
    void consent_is_published_with_the_hash_of_its_text_in_that_language() {
        postJson(inquiry("language", "en"));
        postJson(inquiry("language", "uk"));

        var events = published(2).stream().map(record -> JSON.readTree(record.value()).get("consent")).toList();
        assertThat(events).allMatch(consent -> consent.get("given").asBoolean())
                .extracting(consent -> consent.get("textHash").asString()).doesNotHaveDuplicates();
    }

    @Test
    void a_response_is_not_stored_and_not_sniffed() {
        var headers = postJson(inquiry()).headers();

        assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void an_inquiry_is_accepted_whatever_accept_says() {
        assertThat(postJson(inquiry(), "Accept", "image/png").statusCode()).isEqualTo(202);
        assertThat(postJson(inquiry(), "Accept", "nonsense").statusCode()).isEqualTo(202);
    }
}
