package org.frontdesk.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

/** A repeated submission is the same inquiry; different content is another. */
class IdempotencyTest extends RunningService {

    @Test
    void the_same_key_and_content_give_the_same_id_and_reference() {
        var first = json(postJson(inquiry("name", "Zoé"), "Idempotency-Key", "k1"));
        var again = json(postJson(
                "{\"consent\":true,\"name\":\"Zoe\\u0301\",\"email\":\" visitor@example.net\",\"message\":\"Hello\"}",
                "Idempotency-Key", "k1"));

        assertThat(again).isEqualTo(first);
        assertThat(UUID.fromString(first.get("id").asString()).version()).isEqualTo(8);
        assertThat(UUID.fromString(first.get("id").asString()).variant()).isEqualTo(2);
    }

    @Test
    void different_content_under_the_same_key_is_another_inquiry() {
        assertThat(id(postedWithKey("k2", "message", "one"))).isNotEqualTo(id(postedWithKey("k2", "message", "two")))
                .isNotEqualTo(id(postedWithKey("k2", "message", "one", "language", "uk")));
    }

    @Test
    void text_that_moves_to_another_field_is_different_content() {
        assertThat(id(postedWithKey("k3", "message", "ab", "name", "c")))
                .isNotEqualTo(id(postedWithKey("k3", "message", "a", "name", "bc")));
    }

    @Test
    void another_key_is_another_inquiry() {
        assertThat(id(postedWithKey("k4"))).isNotEqualTo(id(postedWithKey("k5")));
    }

    @Test
    void without_a_key_ids_differ_but_equal_content_has_an_equal_hash() {
        postJson(inquiry());
        postJson(inquiry());

        var events = published(2).stream().map(record -> JSON.readTree(record.value())).toList();
        assertThat(events).extracting(IdempotencyTest::id).doesNotHaveDuplicates();
        assertThat(events).extracting(event -> event.get("contentHash").asString()).containsOnly(
                events.getFirst().get("contentHash").asString());
    }

    @Test
    void topic_language_and_undeclared_fields_are_part_of_the_content() {
        postForm("message=m&phone=12345&consent=on&topic=general");
        postForm("message=m&phone=12345&consent=on&topic=spinal-muscular-atrophy");
        postForm("message=m&phone=12345&consent=on&topic=general&time=morning");
        postForm("message=m&phone=12345&consent=on&topic=general&language=uk");

        assertThat(published(4)).extracting(record -> JSON.readTree(record.value()).get("contentHash").asString())
                .doesNotHaveDuplicates();
    }

    @Test
    void the_same_token_with_different_undeclared_fields_is_another_inquiry() {
        var body = "message=m&phone=12345&consent=on&_token=t2&time=";

        assertThat(postForm(body + "morning").headers().firstValue("Location")).isPresent()
                .isNotEqualTo(postForm(body + "noon").headers().firstValue("Location"));
    }

    @Test
    void the_token_of_a_plain_form_is_its_idempotency_key() {
        var body = "message=m&phone=12345&consent=on&_token=t1";

        assertThat(postForm(body).headers().firstValue("Location")).isPresent()
                .isEqualTo(postForm(body).headers().firstValue("Location"));
    }

    private JsonNode postedWithKey(String key, Object... more) {
        return json(postJson(inquiry(more), "Idempotency-Key", key));
    }

    private static String id(JsonNode inquiry) {
        return inquiry.get("id").asString();
    }
}
