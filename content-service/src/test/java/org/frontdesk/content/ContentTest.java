package org.frontdesk.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentTest extends RunningService {
    @Test
    void a_page_has_the_four_latest_news_of_its_topic() {
        assertThat(get("/pages/heart?lang=en").all("/news", "/slug")).containsExactly("june", "may", "march",
                "february");
    }

    @Test
    void a_page_has_the_stories_of_its_topic_with_their_patients() {
        Answer page = get("/pages/heart?lang=uk");

        assertThat(page.all("/stories", "/slug")).containsExactly("first", "second");
        assertThat(page.all("/stories", "/language/given")).containsExactly("uk", "en");
        assertThat(page.json().at("/stories/0/patient")).hasToString("""
                {"person":"A.B.","age":9,"diagnosis":"Made up"}""");
    }

    @Test
    void pages_are_listed_with_title_summary_and_topic() {
        Answer pages = get("/pages?lang=ar");

        assertThat(pages.all("/items", "/slug")).containsExactly("about", "arabic-only", "english-only", "heart",
                "yak-diyaty");
        assertThat(pages.all("/items", "/title")).contains("القلب");
        assertThat(pages.at("/items/0/summary")).isEqualTo("In short.");
        assertThat(pages.at("/items/0/topic/label")).isEqualTo("Heart ar");
    }

    @Test
    void news_are_listed_newest_first_with_date_and_summary() {
        Answer news = get("/news?lang=en");

        assertThat(news.all("/items", "/date")).containsExactly("2026-07-10", "2026-06-10", "2026-05-10", "2026-03-10",
                "2026-02-10", "2026-01-10");
        assertThat(news.at("/items/0/summary")).isEqualTo("In short.");
    }

    @Test
    void news_can_be_filtered_by_topic() {
        Answer news = get("/news?lang=uk&topic=general");

        assertThat(news.all("/items", "/slug")).containsExactly("hours");
        assertThat(news.at("/topic/label")).isEqualTo("General uk");
        assertThat(get("/news?lang=en&topic=").all("/items", "/slug")).hasSize(6);
    }

    @Test
    void a_news_item_and_a_story_have_their_text_and_the_phone_number() {
        Answer news = get("/news/may?lang=uk");
        Answer story = get("/stories/second?lang=uk");

        assertThat(news.at("/html")).isEqualTo("<p>Text.</p>");
        assertThat(news.at("/date")).isEqualTo("2026-05-10");
        assertThat(story.at("/patient/person")).isEqualTo("A.B.");
        assertThat(story.at("/contacts/phones/0/number")).isEqualTo("+44 20 7946 0531");
    }

    @Test
    void contacts_are_in_the_visitors_language_and_list_all_languages_by_their_own_names() {
        Answer contacts = get("/contacts?lang=uk");

        assertThat(contacts.at("/clinic")).isEqualTo("Clinic uk");
        assertThat(contacts.at("/place")).isEqualTo("Street uk");
        assertThat(contacts.at("/hours")).isEqualTo("Hours uk");
        assertThat(contacts.json().at("/phones")).hasToString("""
                [{"number":"+44 20 7946 0531","languages":["uk"]}]""");
        assertThat(contacts.all("/languages", "/name")).containsExactly("English", "Українська", "العربية");
        assertThat(contacts.all("/languages", "/direction")).containsExactly("ltr", "ltr", "rtl");
    }

    @Test
    void every_origin_may_read_responses_and_errors() {
        assertThat(get("/contacts", "Origin", "http://localhost:8080").header("Access-Control-Allow-Origin"))
                .isEqualTo("*");
        assertThat(get("/pages/unknown", "Origin", "https://else.example").header("Access-Control-Allow-Origin"))
                .isEqualTo("*");
        assertThat(raw("GET /pages/%2e%2e%2fsite.yml")).contains("Access-Control-Allow-Origin: *");
    }

    @Test
    void any_accept_header_gets_json() {
        assertThat(get("/contacts", "Accept", "text/html").header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void health_and_metrics_are_on_the_management_port_only() {
        assertThat(getManagement("/actuator/health/readiness").at("/status")).isEqualTo("UP");
        assertThat(getManagement("/actuator/health/liveness").at("/status")).isEqualTo("UP");
        assertThat(getManagement("/actuator/prometheus").http().body()).contains("http_server_requests");
        assertThat(get("/actuator/health").status()).isEqualTo(404);
    }
}
