package org.frontdesk.inquiry.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import org.frontdesk.inquiry.RunningService;
import org.frontdesk.inquiry.identity.Secret;
import org.frontdesk.inquiry.site.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import tools.jackson.databind.JsonNode;

/** A test inquiry in each language takes the path of all others, with a mark that no request can set. */
class CanaryTest extends RunningService {
    @Autowired
    Site site;

    @Autowired
    Intake intake;

    @Autowired
    Secret secret;

    private Instant now = Instant.parse("2026-11-02T07:31:00Z");
    private Duration clockError = Duration.ZERO;

    @Test
    void each_of_the_eight_languages_has_one_canary_every_five_minutes() {
        var canary = canary();
        canary.send();
        canary.send();
        assertThat(sent(8)).extracting(event -> event.get("language").asString()).containsExactlyInAnyOrder("en", "uk",
                "ru",
                "ar", "de", "es", "fr", "tr");

        now = now.plus(Duration.ofMinutes(5));
        canary.send();
        assertThat(sent(languages())).extracting(event -> event.get("id").asString()).doesNotHaveDuplicates();
    }

    @Test
    void instances_send_the_same_ids_so_that_one_canary_is_delivered() {
        canary().send();
        now = now.plus(Duration.ofMinutes(2));
        canary().send();

        assertThat(sent(2 * languages()).stream().map(event -> event.get("id").asString()).distinct())
                .hasSize(languages());
    }

    @Test
    void a_canary_is_a_complete_inquiry_with_an_undeliverable_address() {
        canary().send();

        assertThat(sent(languages())).hasSize(8).allSatisfy(event -> {
            assertThat(event.get("canary").asBoolean()).isTrue();
            assertThat(event.get("topic").asString()).isEqualTo("general");
            assertThat(event.get("fields").get(0).get("value").asString()).isEqualTo("canary@canary.invalid");
            assertThat(event.get("fields").get(1).get("value").asString())
                    .matches("canary " + event.get("language").asString() + " \\d+");
        });
    }

    @Test
    void no_request_can_mark_itself_as_a_canary() {
        assertThat(postJson(inquiry("canary", true)).statusCode()).isEqualTo(400);
        assertThat(postForm("message=m&phone=12345&consent=on&canary=true").statusCode()).isEqualTo(303);

        assertThat(publishedJson().has("canary")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "PT-1H"})
    void setting_the_clock_neither_stops_nor_repeats_canaries(Duration step) {
        var canary = canary();
        canary.send();
        clockError = step;
        canary.send();
        now = now.plus(Duration.ofMinutes(5));
        canary.send();

        assertThat(sent(2 * languages())).hasSize(2 * languages()).extracting(event -> event.get("id").asString())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "off", "no", "0"})
    void every_spelling_of_false_disables_it(String no) {
        var settings = new Binder(new MapConfigurationPropertySource(Map.of("frontdesk.canary.enabled", no)))
                .bind("frontdesk.canary", Canary.Settings.class).get();
        new Canary(settings, site, intake, Clock.systemUTC(), secret).send();

        assertThat(nothingPublished()).isTrue();
    }

    private Canary canary() {
        InstantSource source = () -> now.plus(clockError);
        return new Canary(new Canary.Settings(true), site, intake, source.withZone(ZoneOffset.UTC),
                () -> Duration.between(Instant.EPOCH, now).toNanos(), secret);
    }

    private int languages() {
        return site.languages().size();
    }

    private List<JsonNode> sent(int count) {
        return published(count).stream().map(record -> JSON.readTree(record.value())).toList();
    }
}
