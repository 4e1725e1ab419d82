package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

/** A language without built-in texts is added with files in the site folder, and works end to end (see SiteWithNewLanguages). */
class NinthLanguageJourney {

    @Test
    void hebrew_is_right_to_left_in_form_errors_thank_you_page_mails_and_pages() {
        assertThat(form("he")).contains("<html lang=\"he\" dir=\"rtl\">", "כתבו לנו", "+44 20 7946 0961");
        assertThat(Frontdesk.submitForm(Map.of("email", "visitor@example.net", "language", "he", "consent", "true"))
                .body()).contains("נא לכתוב את ההודעה.");

        var mails = sent("he", "מה עוזר?", "<html lang=\"he\" dir=\"rtl\">", "תודה. ההודעה שלך אצלנו.");

        var alert = to(mails, "hebrew@example.org");
        assertThat(alert.header("Content-Language")).isEqualTo("he");
        assertThat(alert.text()).contains("פנייה חדשה", "מה עוזר?");
        assertThat(alert.html()).contains("lang=\"he\" dir=\"rtl\"");
        var reply = to(mails, "visitor@example.net");
        assertThat(reply.header("Content-Language")).isEqualTo("he");
        assertThat(reply.text()).contains("שלום,", "+44 20 7946 0961").doesNotContain("מה עוזר?");
        assertThat(reply.html()).contains("lang=\"he\" dir=\"rtl\"");

        assertThat(given("home", "he")).isEqualTo("he rtl");
        assertThat(given("about", "he")).isEqualTo("en ltr");
        assertThat(content("/pages/none?lang=he").get("title").asString()).isEqualTo("הדף הזה לא קיים");
    }

    @Test
    void chinese_in_hong_kong_falls_back_along_its_chain() {
        assertThat(form("zh-TW")).contains("<html lang=\"zh-Hant\" dir=\"ltr\">", "寫信給我們", "+44 20 7946 0985");
        assertThat(form("zh-HK")).contains("<html lang=\"zh-Hant-HK\" dir=\"ltr\">", "寫信給我們", "範例神經科診所（香港）",
                "+44 20 7946 0986");
        assertThat(form("zh-CN")).contains("<html lang=\"en\"");
        assertThat(
                Frontdesk.submitForm(Map.of("email", "visitor@example.net", "language", "zh-HK", "consent", "true"))
                        .body())
                .contains("請寫下您的訊息。");

        var mails = sent("zh-HK", "有什麼幫助？", "<html lang=\"zh-Hant-HK\" dir=\"ltr\">", "謝謝，我們已收到您的訊息。");

        var alert = to(mails, "hongkong@example.org");
        assertThat(alert.header("Content-Language")).isEqualTo("zh-Hant-HK");
        assertThat(alert.text()).contains("新的詢問", "有什麼幫助？");
        var reply = to(mails, "visitor@example.net");
        assertThat(reply.header("Content-Language")).isEqualTo("zh-Hant-HK");
        assertThat(reply.text()).contains("您好：", "範例神經科診所（香港）", "+44 20 7946 0986");
        assertThat(reply.html()).contains("lang=\"zh-Hant-HK\" dir=\"ltr\"");

        assertThat(given("home", "zh-HK")).isEqualTo("zh-Hant ltr");
        assertThat(given("about", "zh-HK")).isEqualTo("en ltr");
        assertThat(content("/pages/none?lang=zh-HK").get("title").asString()).isEqualTo("找不到此頁面");
    }

    private static String form(String language) {
        return Frontdesk.get(at(Frontdesk.ports().inquiry(), "/forms/request-info?lang=" + language)).body();
    }

    /** Both mails of an inquiry, after a check of the thank-you page. */
    private static List<Frontdesk.Received> sent(String language, String message, String... thanks) {
        var answer = Frontdesk.submitForm(Map.of("email", "visitor@example.net", "message", message, "language",
                language, "topic", "general", "consent", "true"));
        var location = answer.headers().firstValue("Location").orElseThrow();
        assertThat(Frontdesk.get(at(Frontdesk.ports().inquiry(), "/").resolve(location)).body()).contains(thanks);
        var reference = location.replaceFirst(".*[?&]ref=", "");
        await().atMost(Duration.ofSeconds(30)).until(() -> Frontdesk.mailsAbout(reference).size() == 2);
        return Frontdesk.mailsAbout(reference);
    }

    private static Frontdesk.Received to(List<Frontdesk.Received> mails, String recipient) {
        return mails.stream().filter(mail -> mail.recipient().equals(recipient)).findFirst().orElseThrow();
    }

    private static String given(String page, String language) {
        var given = content("/pages/" + page + "?lang=" + language).get("language");
        return given.get("given").asString() + " " + given.get("direction").asString();
    }

    private static JsonNode content(String path) {
        return Frontdesk.JSON.readTree(Frontdesk.get(at(Frontdesk.ports().content(), path)).body());
    }

    private static URI at(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
