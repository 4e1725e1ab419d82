package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

/** Accessibility of the operator console: axe finds no violation on any page, in light mode on a desktop and in dark mode on a phone. */
class ConsoleJourney {
    private static Browser browser;
    private static String reference;

    @BeforeAll
    static void open() throws SQLException {
        browser = Visitor.browser();
        reference = answered("ما الذي يساعد عندما يصعب المشي؟");
        mails(reference,
                "('reply', 'visitor@example.net', 'ar', 'dead', 'unknown: the connection ended after the final dot', 2, 2),"
                        + " ('alert', 'neurology@example.org', 'en', 'dead', 'given up: 451 4.7.1 Greylisted, come back later', 31, 0),"
                        + " ('reply', 'robin@mail.example.com', 'en', 'dead', '550 5.1.1 The mailbox does not exist', 1, 0),"
                        + " ('alert', 'arabic@example.org', 'ar', 'due', '451 4.7.1 Greylisted, come back later', 2, 0),"
                        + " ('alert', 'arabic@example.org', 'ar', 'withheld', 'spam', 0, 0),"
                        + " ('notice', '', 'en', 'erased', NULL, 1, 0)");
        var junk = UUID.randomUUID() + " {";
        Topic.INQUIRIES.write(0, junk);
        await().atMost(Duration.ofSeconds(30)).until(() -> Topic.DEAD.holds(junk));
    }

    @AfterAll
    static void close() throws SQLException {
        if (browser != null) {
            browser.close();
            change("DELETE FROM delivery WHERE client = 'console'");
        }
    }

    @Test
    void no_page_has_a_violation_at_a_desk() {
        try (var operator = Visitor.atDesk(browser, "en")) {
            looks(operator.page(), "desk");
        }
    }

    @Test
    void no_page_has_a_violation_in_the_dark_on_a_phone() {
        try (var operator = Visitor.onPhone(browser, "en")) {
            looks(operator.page(), "phone");
        }
    }

    @Test
    void a_dead_mail_is_found_and_retried_with_the_keyboard_only() throws SQLException {
        var worry = answered("هل يمكنني الحضور غدًا؟");
        mails(worry, "('alert', 'neurology@example.org', 'en', 'dead', '550 5.1.1 The mailbox does not exist', 1, 0)");
        try (var operator = Visitor.atDesk(browser, "en")) {
            var page = operator.page();
            page.navigate(at("/login"));
            goesTo(page, "input[name=username]").type("operator");
            goesTo(page, "input[name=password]").type("operator");
            page.keyboard().press("Enter");
            PlaywrightAssertions.assertThat(page.locator("h1")).hasText("Overview");
            goesTo(page, "input[name=q]").type(worry);
            page.keyboard().press("Enter");
            PlaywrightAssertions.assertThat(page.locator("h1")).containsText(worry);
            goesTo(page, "form[action$='/retry'] button");
            page.keyboard().press("Enter");
            PlaywrightAssertions.assertThat(page.locator("[role=status]")).isVisible();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> Frontdesk.mailsAbout(worry).size() == 3);
    }

    /** With the keyboard from the top of the page; the focus must be visible at each step. */
    private static Keyboard goesTo(Page page, String element) {
        for (int steps = 0; steps < 60; steps++) {
            page.keyboard().press("Tab");
            var here = page.locator(":focus");
            assertThat(here.evaluate("e => getComputedStyle(e).outlineStyle")).as(here.innerHTML())
                    .isNotEqualTo("none");
            if ((boolean) page.locator(element).first().evaluate("e => e === document.activeElement")) {
                return page.keyboard();
            }
        }
        throw new AssertionError("no way to " + element + " by the Tab key");
    }

    private static void looks(Page page, String where) {
        page.navigate(at("/login"));
        isFit(page, where + "-login");
        page.fill("input[name=username]", "operator");
        page.fill("input[name=password]", "operator");
        page.click("main button");
        for (var path : List.of("/console", "/console/account", "/console/mails?state=dead",
                "/console/mails?state=due", "/console/mails?state=withheld", "/console/mails?state=sent",
                "/console/mails?state=erased", "/console/inquiries/" + reference, "/console/dead-records",
                "/console/erase", "/console/nowhere", "/console/preview?sort=reply&language=ar")) {
            page.navigate(at(path));
            isFit(page, where + path.replace(reference, "history").replaceAll("[^a-z]+", "-"));
        }
        // The last page shows the mail in a frame, which the content security policy may block.
        PlaywrightAssertions.assertThat(page.frameLocator("iframe.mail").locator("div[dir=rtl]").first())
                .containsText("k7m4-2qxz-9tbd");
    }

    private static void isFit(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                .setPath(Path.of("target/screenshots", name + ".png")));
        var results = new AxeBuilder(page).setLegacyMode(true).analyze();
        assertThat(results.getPasses()).as("rules that axe has checked").isNotEmpty();
        assertThat(results.getViolations().stream().map(rule -> name + ": " + rule.getId() + ": " + rule.getNodes()))
                .isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth")).as(name).isEqualTo(0);
    }

    /** An inquiry whose two mails have arrived. */
    private static String answered(String message) {
        var reference = Frontdesk.reference(Frontdesk.submit(Map.of("name", "سلمى", "email", "visitor@example.net",
                "message", message, "language", "ar", "topic", "spinal-muscular-atrophy", "consent", true)));
        await().atMost(Duration.ofSeconds(30)).until(() -> Frontdesk.mailsAbout(reference).size() == 2);
        return reference;
    }

    /** Mails of the inquiry in every state; none of them becomes due. */
    private static void mails(String reference, String mails) throws SQLException {
        change("""
                INSERT INTO delivery (id, inquiry_id, kind, recipient, language, state, reason, attempt, doubtful, client,
                                      followed_up, next_attempt_at)
                SELECT gen_random_uuid(), inquiry.id, mail.*, 'console', true, now() + interval '1 hour'
                FROM inquiry, (VALUES %s) AS mail WHERE reference = '%s'
                """.formatted(mails, reference));
    }

    private static void change(String sql) throws SQLException {
        try (var connection = Frontdesk.database(); var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static String at(String path) {
        return "http://localhost:" + Frontdesk.ports().notification() + path;
    }
}
