package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A visitor submits the form: staff get an alert, and the visitor gets a reply in the language of the form. */
class VisitorJourney {

    @ParameterizedTest(name = "in {0}")
    @MethodSource("visitors")
    void a_form_sends_an_alert_and_a_reply_in_its_language(String language, String message, String staff,
            String greeting, String phone) {
        var answer = Frontdesk
                .submitForm(Map.of("name", "A", "email", "visitor-" + language + "@example.net", "message",
                        message, "language", language, "topic", "spinal-muscular-atrophy", "consent", "true"));
        assertThat(answer.statusCode()).isEqualTo(303);
        var reference = thankedWith(answer.headers().firstValue("Location").orElseThrow(), language);

        var mails = mails(reference);
        var alert = to(mails, staff);
        assertThat(alert.text()).contains(message);
        assertThat(alert.header("Reply-To")).isEqualTo("visitor-" + language + "@example.net");
        var reply = to(mails, "visitor-" + language + "@example.net");
        assertThat(reply.header("Content-Language")).isEqualTo(language);
        assertThat(reply.text()).contains(greeting, reference, phone).doesNotContain(message);
        assertThat(reply.html()).contains(" lang=\"" + language + "\" dir=\"" + direction(language) + "\"", phone);
    }

    static Stream<Arguments> visitors() {
        return Stream.of(
                arguments("en", "What helps?", "neurology@example.org", "Thank you for writing to us.",
                        "+44 20 7946 0018"),
                arguments("uk", "Що допомагає?", "neurology@example.org", "Дякуємо, що написали нам.",
                        "+44 20 7946 0531"),
                arguments("ru", "Что помогает?", "neurology@example.org", "Спасибо, что написали нам.",
                        "+44 20 7946 0462"),
                arguments("de", "Was hilft?", "neurology@example.org", "vielen Dank, dass Sie uns geschrieben haben.",
                        "+44 20 7946 0637"),
                arguments("es", "¿Qué ayuda?", "neurology@example.org", "Gracias por escribirnos.",
                        "+44 20 7946 0715"),
                arguments("fr", "Qu’est-ce qui aide ?", "neurology@example.org", "Merci de nous avoir écrit.",
                        "+44 20 7946 0715"),
                arguments("tr", "Ne yardımcı olur?", "neurology@example.org",
                        "Bize yazdığınız için teşekkür ederiz.", "+44 20 7946 0893"),
                arguments("ar", "ما الذي يساعد؟", "arabic@example.org", "شكرًا لتواصلك معنا.", "+44 20 7946 0274"));
    }

    @Test
    void a_json_client_gets_a_reference_that_both_mails_have() {
        var answer = Frontdesk.submit(Map.of("name", "زائرة", "email", "visitor@example.net", "message", "مرحبا",
                "language", "ar", "topic", "general", "consent", true));
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(mails(Frontdesk.reference(answer))).extracting(Frontdesk.Received::recipient)
                .containsExactlyInAnyOrder("arabic@example.org", "visitor@example.net");
    }

    @Test
    void an_inquiry_without_an_email_address_sends_an_alert_only() {
        var answer = Frontdesk.submit(Map.of("phone", "+44 20 7946 0999", "message", "Please call", "language", "en",
                "topic", "general", "consent", true));
        var reference = Frontdesk.reference(answer);
        await().atMost(Duration.ofSeconds(20)).until(() -> !Frontdesk.mailsAbout(reference).isEmpty());
        assertThat(Frontdesk.mailsAbout(reference)).singleElement()
                .satisfies(alert -> assertThat(alert.text()).contains("+44 20 7946 0999"));
    }

    @Test
    void the_page_with_the_form_is_in_the_requested_language_or_states_the_fallback() {
        assertThat(page("ar")).contains("الضمور العضلي الشوكي");
        var language = Frontdesk.JSON.readTree(page("pl")).get("language");
        assertThat(language.get("asked").asString()).isEqualTo("pl");
        assertThat(language.get("given").asString()).isEqualTo("en");
        assertThat(language.get("fallback").asBoolean()).isTrue();
    }

    private static String page(String language) {
        return Frontdesk.get(URI.create("http://127.0.0.1:" + Frontdesk.ports().content()
                + "/pages/spinal-muscular-atrophy?lang=" + language)).body();
    }

    private static String thankedWith(String location, String language) {
        var thanks = Frontdesk.get(URI.create("http://127.0.0.1:" + Frontdesk.ports().inquiry()).resolve(location));
        assertThat(thanks.body()).contains("lang=\"" + language + "\"").contains("dir=\"" + direction(language) + "\"");
        var reference = location.replaceFirst(".*[?&]ref=", "");
        assertThat(thanks.body()).contains(reference);
        return reference;
    }

    private static String direction(String language) {
        return language.equals("ar") ? "rtl" : "ltr";
    }

    private static List<Frontdesk.Received> mails(String reference) {
        await().atMost(Duration.ofSeconds(20)).until(() -> Frontdesk.mailsAbout(reference).size() == 2);
        return Frontdesk.mailsAbout(reference);
    }

    private static Frontdesk.Received to(List<Frontdesk.Received> mails, String recipient) {
        return mails.stream().filter(mail -> mail.recipient().equals(recipient)).findFirst().orElseThrow();
    }
}
