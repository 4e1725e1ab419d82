package org.frontdesk.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;

/** A visitor uses the demo website in a real browser. */
class BrowserJourney {
    private static final String ENGLISH_LINE = "+44 20 7946 0018";
    private static final String UKRAINIAN_LINE = "+44 20 7946 0531";
    private static final String ARABIC_LINE = "+44 20 7946 0274";

    private static Browser browser;

    @BeforeAll
    static void open() {
        browser = Visitor.browser();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void the_page_on_sma_is_read_in_each_language_and_the_switch_stays_on_it() {
        try (var visitor = Visitor.atDesk(browser, "uk-UA").opens("/")) {
            assertThat(visitor.page()).hasURL(Pattern.compile("/uk$"));
            visitor.sees("nav.main >> text=Спінальна м’язова атрофія").click();
            reads(visitor, "uk", "ltr", "Спінальна м’язова атрофія", UKRAINIAN_LINE);
            visitor.sees("nav.languages >> text=العربية").click();
            reads(visitor, "ar", "rtl", "الضمور العضلي الشوكي", ARABIC_LINE);
            visitor.sees("nav.languages >> text=English").click();
            reads(visitor, "en", "ltr", "Spinal muscular atrophy", ENGLISH_LINE);
            assertThat(visitor.errors()).isEmpty();
        }
    }

    private static void reads(Visitor visitor, String language, String direction, String title, String phone) {
        visitor.seesThePageDrawn();
        assertThat(visitor.page()).hasURL(Pattern.compile("/" + language + "/spinal-muscular-atrophy$"));
        assertThat(visitor.page()).hasTitle(Pattern.compile(title));
        assertThat(visitor.sees("html")).hasAttribute("lang", language);
        assertThat(visitor.sees("html")).hasAttribute("dir", direction);
        assertThat(visitor.sees("h1")).hasText(title);
        assertThat(visitor.sees("header.top .phones a").first()).hasText(phone);
        assertThat(visitor.sees("article.prose li").nth(6)).isVisible();
        assertThat(visitor.sees(".news-part .item")).hasCount(4);
        assertThat(visitor.sees(".cards .item")).hasCount(3);
    }

    @Test
    void all_news_are_in_the_archive_newest_first() {
        try (var visitor = Visitor.atDesk(browser, "en").opens("/en/spinal-muscular-atrophy")) {
            visitor.sees("text=All news").click();
            visitor.seesThePageDrawn();
            assertThat(visitor.sees(".archive .item")).hasCount(8);
            var dates = visitor.sees(".archive time").all().stream().map(day -> day.getAttribute("datetime")).toList();
            assertThat(dates).isSortedAccordingTo((a, b) -> b.compareTo(a));
            var title = visitor.sees(".archive h2").first().textContent();
            visitor.sees(".archive h2 a").first().click();
            assertThat(visitor.seesThePageDrawn().sees("h1")).hasText(title);
            assertThat(visitor.errors()).isEmpty();
        }
    }

    @ParameterizedTest(name = "in {0}")
    @CsvSource({"en, treatmnt, treatment, /en/news/questions-about-treatment",
            "ar, العضلى, العضلي, /ar/spinal-muscular-atrophy"})
    void the_search_finds_a_misspelled_word_and_marks_the_matches(String language, String typed, String found,
            String address) {
        try (var visitor = Visitor.onPhone(browser, language).opens("/" + language)) {
            visitor.sees(".search input").fill(typed);
            visitor.sees(".search button").click();
            visitor.seesThePageDrawn();
            assertThat(visitor.sees(".found mark").first()).containsText(found);
            assertThat(visitor.sees(".search input")).hasValue(typed);
            visitor.sees(".found a[href='" + address + "']").click();
            assertThat(visitor.seesThePageDrawn().sees("article.prose")).isVisible();
            assertThat(visitor.errors()).isEmpty();
        }
    }

    @Test
    void a_search_without_results_says_so_and_executes_nothing_that_was_typed() {
        try (var visitor = Visitor.atDesk(browser, "en")
                .opens("/en/search?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")) {
            assertThat(visitor.sees("#page .lead")).containsText("<img src=x onerror=alert(1)>");
            assertThat(visitor.errors()).isEmpty();
        }
    }

    @Test
    void the_archive_is_filtered_by_topic_and_month_and_the_url_keeps_the_filter() {
        try (var visitor = Visitor.atDesk(browser, "en").opens("/en/news")) {
            visitor.sees(".choice select[name=topic]").selectOption("general");
            visitor.sees("select[name=month]").selectOption("2026-11");
            visitor.sees(".choice button").click();
            visitor.seesThePageDrawn();
            assertThat(visitor.page()).hasURL(Pattern.compile("/en/news\\?topic=general&month=2026-11$"));
            assertThat(visitor.sees(".archive .item")).hasCount(1);
            assertThat(visitor.sees(".choice select[name=topic]")).hasValue("general");
            assertThat(visitor.errors()).isEmpty();
        }
    }

    @Test
    void untranslated_content_is_shown_in_a_fallback_language_and_says_so() {
        try (var visitor = Visitor.onPhone(browser, "ar").opens("/ar/about")) {
            assertThat(visitor.sees(".notice")).containsText("الإنجليزية");
            assertThat(visitor.sees("article.prose")).hasAttribute("lang", "en");
            assertThat(visitor.sees("article.prose")).hasAttribute("dir", "ltr");
            assertThat(visitor.sees("html")).hasAttribute("dir", "rtl");
        }
    }

    @ParameterizedTest(name = "in {0}")
    @CsvSource({"en, Request info, What helps?, Thank you for writing to us.",
            "uk, Запитати інформацію, Що допомагає?, 'Дякуємо, що написали нам.'",
            "ar, طلب معلومات, ما الذي يساعد؟, شكرًا لتواصلك معنا."})
    void submitting_the_form_sends_mails_to_the_mailbox(String language, String request, String message,
            String answer) {
        try (var visitor = Visitor.onPhone(browser, language).opens("/" + language + "/spinal-muscular-atrophy")) {
            visitor.sees("header.top >> text=" + request).click();
            visitor.sees("#field-email").fill("browser-" + language + "@example.net");
            visitor.sees("#field-message").fill(message);
            visitor.sees("#field-consent").check();
            visitor.sees("inquiry-form .form button").click();

            var reference = visitor.sees("inquiry-form .reference").textContent();
            assertThat(Topic.value(Topic.INQUIRIES.recordWith(reference))).contains("\"spinal-muscular-atrophy\"");
            seesBothMails(visitor, reference, message, answer);
            assertThat(visitor.errors()).isEmpty();
        }
    }

    /** The playground's mailbox page updates by itself; with containers the mailbox is Mailpit, with its own page. */
    private static void seesBothMails(Visitor visitor, String reference, String message, String answer) {
        if (Stack.OVER_CONTAINERS) {
            await().atMost(Duration.ofSeconds(20)).until(() -> Frontdesk.mailsAbout(reference).size() == 2);
            return;
        }
        visitor.page().navigate("http://localhost:" + Frontdesk.ports().mailbox());
        visitor.sees("[type=search]").fill(reference);
        assertThat(visitor.sees("#list .mail")).hasCount(2, new HasCountOptions().setTimeout(20_000));
        visitor.sees(".mail:has(.to:has-text('@example.net'))").click();
        assertThat(visitor.page().frameLocator("#html").locator("body")).containsText(answer);
        visitor.sees("#back").click();
        visitor.sees(".mail:has(.to:has-text('@example.org'))").click();
        assertThat(visitor.page().frameLocator("#html").locator("body")).containsText(message);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"/ar/no-such-page, لا توجد صفحة على هذا العنوان, +44 20 7946 0274",
            "/uk/news/no-such-news, Такої сторінки немає, +44 20 7946 0531",
            "/en/stories/Not%20a%20slug, There is no such page, +44 20 7946 0018",
            "/en/news/winter-hours/more, There is no such page, +44 20 7946 0018",
            "/pl/spinal-muscular-atrophy, This address names none of our languages, +44 20 7946 0018"})
    void an_unknown_url_says_so_and_shows_the_phone_number(String path, String title, String phone) {
        try (var visitor = Visitor.onPhone(browser, "en").opens(path)) {
            assertThat(visitor.sees("h1")).hasText(title);
            assertThat(visitor.sees("#page .phones a").first()).hasText(phone);
        }
    }

    @Test
    void while_content_service_is_down_the_website_shows_the_phone_number_and_the_form() {
        var content = Frontdesk.playground().service(Playground.CONTENT);
        content.kill();
        try (var visitor = Visitor.onPhone(browser, "ar").opens("/ar/spinal-muscular-atrophy")) {
            assertThat(visitor.sees("h1")).hasText("يتعذّر عرض هذه الصفحة الآن");
            assertThat(visitor.sees("#page .phones a").first()).hasText(ARABIC_LINE);
            assertThat(visitor.sees("inquiry-form .form")).isVisible();
            content.start();
            visitor.sees("#page button").click();
            assertThat(visitor.sees("h1")).hasText("الضمور العضلي الشوكي", new HasTextOptions().setTimeout(20_000));
        }
    }

    @Test
    void without_javascript_a_visitor_finds_the_phone_number_and_the_hosted_form() {
        try (var visitor = Visitor.withoutJavaScript(browser, "ar")) {
            visitor.page().navigate("http://localhost:" + Frontdesk.ports().site() + "/ar/spinal-muscular-atrophy");
            assertThat(visitor.sees("#page h1")).hasText("عيادة المثال لطب الأعصاب");
            assertThat(visitor.sees("#page .phones a").first()).hasText(ARABIC_LINE);
            visitor.sees("#page .button").click();
            assertThat(visitor.page()).hasURL(Pattern.compile("/forms/request-info\\?lang=ar$"));
            assertThat(visitor.sees("html")).hasAttribute("dir", "rtl");
        }
    }
}
