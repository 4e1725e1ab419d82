package org.frontdesk.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A plain HTML form: sent on when all is well, given back filled in when not. */
class PlainFormTest extends RunningService {
    private static final String GOOD = "message=Hello&email=visitor%40example.net&consent=on";

    @Test
    void what_is_taken_is_sent_on_to_the_thank_you_page_in_the_visitors_language() {
        var response = postForm(GOOD + "&language=ar");

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Location")).hasValue("/forms/request-info/thanks?lang=ar&ref="
                + publishedJson().get("reference").asString());
    }

    @Test
    void what_is_taken_is_sent_on_to_next_if_the_site_lists_that_address() {
        var response = postForm(GOOD + "&next=https%3A%2F%2Fwww.example.org%2Fthanks");

        assertThat(response.headers().firstValue("Location")).hasValue("https://www.example.org/thanks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "https://www.example.org/thanks/",
            "https://www.example.org/thanks?x",
            "//evil.example", "javascript:alert(1)", "https://www.example.org/thanks\r\nX: y",
            "https://www.example.org@evil.example/thanks"})
    void nobody_is_sent_on_anywhere_else(String next) {
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
    void a_mistake_gives_the_form_back_in_the_visitors_language(String language, String dir, String summary,
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
    void the_form_comes_back_filled_in_and_escaped_with_the_same_token_and_all_that_it_came_with() {
        var response = postForm("name=%3Cb%3EAnn%22&email=wrong&diagnosis-year=soon&message=%0Aone%0Atwo&_token=t-1"
                + "&next=https://www.example.org/thanks&topic=general&utm=a%26b&consent=on");

        assertThat(response.body()).contains("value=\"&lt;b&gt;Ann&quot;\"", "value=\"wrong\"", "value=\"soon\"",
                ">\n\none\ntwo</textarea>", "name=\"_token\" value=\"t-1\"", "name=\"topic\" value=\"general\"",
                "name=\"next\" value=\"https://www.example.org/thanks\"", "name=\"utm\" value=\"a&amp;b\"",
                "checked=\"checked\"").doesNotContain("<b>");
    }

    @Test
    void a_hidden_value_that_was_refused_is_named_and_left_out_so_that_the_next_try_succeeds() {
        var response = postForm(GOOD + "&page=" + "a".repeat(2_001));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("Page").doesNotContain("aaaa");
    }

    @Test
    void undeclared_fields_are_carried_in_extra_and_declared_ones_given_twice_are_not_lost() {
        postForm(GOOD + "&utm=autumn&email=second%40example.net&consent=no&consent=on&=nameless&utm=again");

        assertThat(publishedJson().get("extra")).isEqualTo(JSON.readTree("""
                [{"name":"utm","value":"autumn"},{"name":"email","value":"second@example.net"},
                 {"name":"utm","value":"again"}]"""));
    }

    @Test
    void more_undeclared_fields_than_any_form_has_are_refused() {
        assertThat(postForm(GOOD + "&x=".repeat(101)).statusCode()).isEqualTo(400);
        assertThat(postForm(GOOD + "&x=" + "a".repeat(1_001)).statusCode()).isEqualTo(400);
    }

    @Test
    void a_browser_with_too_large_a_body_is_shown_a_page() {
        var response = postForm("message=" + "a".repeat(70_000), "Accept", "text/html", "Accept-Language", "uk");

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("<html lang=\"uk\"", "Це завелике", "+44 20 7946 0531");
    }

    @Test
    void percent_signs_that_encode_nothing_stand_for_themselves() {
        postForm(GOOD.replace("Hello", "100%+%zz+%41%4"));

        assertThat(publishedField("message")).isEqualTo("100% %zz A%4");
    }
}
