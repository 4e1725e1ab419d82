package org.frontdesk.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A plain HTML form: a redirect if it is accepted, otherwise the form again, filled in. */
class PlainFormTest extends RunningService {
    private static final String GOOD = "message=Hello&email=visitor%40example.net&consent=on";

    @Test
    void an_accepted_form_redirects_to_the_thank_you_page_in_the_visitors_language() {
        var response = postForm(GOOD + "&language=ar");

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Location")).hasValue("/forms/request-info/thanks?lang=ar&ref="
                + publishedJson().get("reference").asString());
    }

    @Test
    void an_accepted_form_redirects_to_next_if_the_site_lists_that_url() {
        var response = postForm(GOOD + "&next=https%3A%2F%2Fwww.example.org%2Fthanks");

        assertThat(response.headers().firstValue("Location")).hasValue("https://www.example.org/thanks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "https://www.example.org/thanks/",
            "https://www.example.org/thanks?x",
            "//evil.example", "javascript:alert(1)", "https://www.example.org/thanks\r\nX: y",
            "https://www.example.org@evil.example/thanks"})
    void an_unlisted_next_is_ignored(String next) {
        var response = postForm(GOOD + "&next=" + encoded(next));

        assertThat(response.headers().firstValue("Location")).get().asString()
                .startsWith("/forms/request-info/thanks?lang=en&ref=");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | ltr | Please look at these places:          | Please write your message.
            uk | ltr | Будь ласка, зверніть увагу на таке:   | Будь ласка, напишіть ваше повідомлення.
            ar | rtl | يُرجى مراجعة ما يلي:                   | يُرجى كتابة رسالتك.
            """)
    void an_invalid_form_is_shown_again_in_the_visitors_language(String language, String dir, String summary,
            String message) {
        var response = postForm("language=" + language + "&email=visitor%40example.net&consent=on");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(response.body()).contains("<html lang=\"%s\" dir=\"%s\">".formatted(language, dir), summary,
                "href=\"#field-message\"", "id=\"field-message-error\"", message);
        assertThat(response.body()).containsPattern("<textarea id=\"field-message\"[^>]*aria-describedby="
                + "\"field-message-error\"[^>]*aria-invalid=\"true\"");
        assertThat(nothingPublished()).isTrue();
    }

    @Test
    void an_invalid_form_is_shown_again_filled_in_and_escaped_with_the_same_token_and_hidden_values() {
        var response = postForm("name=%3Cb%3EAnn%22&email=wrong&diagnosis-year=soon&message=%0Aone%0Atwo&_token=t-1"
                + "&next=https://www.example.org/thanks&topic=general&utm=a%26b&consent=on");

        assertThat(response.body()).contains("value=\"&lt;b&gt;Ann&quot;\"", "value=\"wrong\"", "value=\"soon\"",
                ">\n\none\ntwo</textarea>", "name=\"_token\" value=\"t-1\"", "name=\"topic\" value=\"general\"",
                "name=\"next\" value=\"https://www.example.org/thanks\"", "name=\"utm\" value=\"a&amp;b\"",
                "checked=\"checked\"").doesNotContain("<b>");
    }

    @Test
    void an_invalid_hidden_value_is_reported_and_removed_so_that_a_retry_succeeds() {
        var response = postForm(GOOD + "&page=" + "a".repeat(2_001));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("Page").doesNotContain("aaaa");
    }

    @Test
    void undeclared_and_repeated_fields_are_published_in_extra() {
        postForm(GOOD + "&utm=autumn&email=second%40example.net&consent=no&consent=on&=nameless&utm=again");

        assertThat(publishedJson().get("extra")).isEqualTo(JSON.readTree("""
                [{"name":"utm","value":"autumn"},{"name":"email","value":"second@example.net"},
                 {"name":"utm","value":"again"}]"""));
    }

    @Test
    void too_many_or_too_long_undeclared_fields_are_refused() {
        assertThat(postForm(GOOD + "&x=".repeat(101)).statusCode()).isEqualTo(400);
        assertThat(postForm(GOOD + "&x=" + "a".repeat(1_001)).statusCode()).isEqualTo(400);
    }

    @Test
    void thousands_of_fields_are_refused_before_they_are_decoded() {
        var response = postForm(GOOD + "&".repeat(30_000));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).get("detail").asString()).isEqualTo("Send at most 300 fields.");
    }

    @Test
    void a_browser_gets_a_page_for_a_body_that_is_too_large() {
        var response = postForm("message=" + "a".repeat(70_000), "Accept", "text/html", "Accept-Language", "uk");

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("<html lang=\"uk\"", "Це завелике", "+44 20 7946 0531");
    }

    @Test
    void percent_signs_that_encode_nothing_are_kept() {
        postForm(GOOD.replace("Hello", "100%+%zz+%41%4"));

        assertThat(publishedField("message")).isEqualTo("100% %zz A%4");
    }
}
