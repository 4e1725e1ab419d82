package org.frontdesk.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The visitor's language: the first of field, page, header, script and default that the site declares. */
class LanguageChoiceTest extends RunningService {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            ar    | https://www.example.org/uk/x      | uk                  | Hello   | ar | field
            uk-UA | -                                 | -                   | Hello   | uk | field
            AR    | -                                 | -                   | Hello   | ar | field
            pl    | https://www.example.org/uk/x      | ar                  | Hello   | uk | page
            -     | https://www.example.org/x?lang=ar | uk                  | Hello   | ar | page
            -     | /uk                               | ar                  | Hello   | uk | page
            -     | https://www.example.org/pl/uk     | ar                  | Hello   | ar | header
            -     | not an address ://%%              | ar                  | Hello   | ar | header
            -     | -                                 | pl, uk;q=.5, en;q=.7 | مرحبا  | en | header
            -     | -                                 | pl, uk;q=0          | مرحبا   | ar | script
            -     | -                                 | *                   | Привіт  | uk | script
            -     | -                                 | be, kk              | Прывітанне | uk | script
            -     | -                                 | ;;;q=nonsense       | Привіт  | uk | script
            -     | -                                 | pl, be              | Hello   | en | script
            pl    | https://www.example.org/pl        | pl                  | 12345   | en | default
            """)
    void the_first_source_that_names_a_declared_language_wins(String field, String page, String header, String message,
            String language, String source) {
        var body = inquiry("message", message, "language", field, "page", page);
        var response = header == null ? postJson(body) : postJson(body, "Accept-Language", header);

        var event = publishedJson();
        assertThat(json(response).get("language").asString()).isEqualTo(language);
        assertThat(event.get("language").asString()).isEqualTo(language);
        assertThat(event.get("languageSource").asString()).isEqualTo(source);
    }

    @Test
    void the_language_of_the_hosted_form_counts_as_the_pages() {
        send(to(INQUIRIES + "?lang=ar").header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(inquiry()))));

        assertThat(publishedJson().get("languageSource").asString()).isEqualTo("page");
    }
}
