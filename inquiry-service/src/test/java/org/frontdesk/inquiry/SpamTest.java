package org.frontdesk.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.regex.Pattern;

import org.frontdesk.inquiry.identity.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What looks like spam is accepted and published with the reasons. */
class SpamTest extends RunningService {

    @Test
    void a_plain_form_without_signs_of_a_bot_is_clear() {
        postForm("message=See+https://www.example.org&email=visitor@example.net&consent=on");

        assertVerdict("clear");
    }

    @Test
    void a_form_sent_immediately_after_rendering_is_suspect() {
        postJson(inquiry("_started", renderedNow()));

        assertVerdict("suspect", "too-fast");
    }

    @ParameterizedTest
    @CsvSource({"-4,SECONDS", "-90,DAYS", "1,HOURS"})
    void a_form_rendered_long_ago_or_by_a_clock_that_was_ahead_is_clear(int amount, ChronoUnit unit) {
        postJson(inquiry("_started", signed(Instant.now().plus(amount, unit).toEpochMilli(), "request-info")));

        assertThat(publishedJson().get("spam").get("verdict").asString()).isEqualTo("clear");
    }

    @ParameterizedTest
    @CsvSource({"1.abc", "nonsense", "99999999999999999999.0", "."})
    void a_forged_timestamp_is_suspect(String started) {
        postJson(inquiry("_started", started));

        assertVerdict("suspect", "forged-time");
    }

    @Test
    void the_timestamp_of_another_form_is_forged() {
        postJson(inquiry("_started", signed(0, "another")));

        assertVerdict("suspect", "forged-time");
    }

    @Test
    void a_filled_in_honeypot_is_suspect_and_published_for_staff() {
        postForm("message=m&phone=12345&consent=on&_remarks=Great+site");

        var event = publishedJson();
        assertThat(event.get("spam")).isEqualTo(JSON.readTree("{\"verdict\":\"suspect\",\"reasons\":[\"honeypot\"]}"));
        assertThat(event.get("extra")).isEqualTo(JSON.readTree(
                "[{\"name\":\"_remarks\",\"value\":\"Great site\"}]"));
    }

    @Test
    void two_signs_of_a_bot_are_spam() {
        postJson(inquiry("message", "http://a.example http://b.example www.c.example", "_remarks", "x"));

        assertVerdict("spam", "honeypot", "links");
    }

    @Test
    void a_link_in_the_name_is_suspect() {
        postJson(inquiry("name", "Win https://evil.example"));

        assertVerdict("suspect", "links");
    }

    @Test
    void timestamp_and_honeypot_do_not_change_the_id_of_a_repeated_submission() {
        var first = json(postJson(inquiry("_started", signed(0, "request-info")), "Idempotency-Key", "spam-1"));
        var again = json(postJson(inquiry("_started", renderedNow()), "Idempotency-Key", "spam-1"));

        assertThat(again).isEqualTo(first);
    }

    @Test
    void the_honeypot_is_hidden_from_people_browsers_and_screen_readers() {
        assertThat(page("/forms/request-info")).containsPattern("<div class=\"aside\" aria-hidden=\"true\">"
                + "<label for=\"aside\">Please leave this field empty.</label>\\s+<input id=\"aside\" name=\"_remarks\""
                + " type=\"text\" value=\"\" tabindex=\"-1\" autocomplete=\"off\"");
        assertThat(page("/frontdesk.css")).contains(".aside { position: absolute;");
    }

    @Test
    void a_form_shown_again_keeps_its_first_timestamp() {
        var page = page("/forms/request-info");
        var started = Pattern.compile("name=\"_started\" value=\"([^\"]+)\"").matcher(page);
        assertThat(started.find()).isTrue();

        assertThat(postForm("email=wrong&_started=" + started.group(1)).body()).contains("name=\"_started\" value=\""
                + started.group(1) + "\"");
    }

    private String renderedNow() {
        return json(get("/forms/request-info", "Accept", "application/json")).get("started").asString();
    }

    private static String signed(long millis, String form) {
        var key = Secret.of("a secret that only these tests know").key("started");
        var hash = Secret.hmac(key, (form + "\n" + millis).getBytes(StandardCharsets.UTF_8));
        return millis + "." + HexFormat.of().formatHex(hash, 0, 16);
    }

    private void assertVerdict(String verdict, String... reasons) {
        var spam = publishedJson().get("spam");
        assertThat(spam.get("verdict").asString()).isEqualTo(verdict);
        assertThat(spam.get("reasons").valueStream().map(reason -> reason.asString())).containsExactly(reasons);
    }
}
