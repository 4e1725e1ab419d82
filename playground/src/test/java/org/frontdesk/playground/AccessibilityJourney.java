package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;

/** The website is for everyone: axe finds nothing on any page, in light at a desk and in dark on a phone. */
class AccessibilityJourney {
    private static final List<String> PAGES = List.of("", "/spinal-muscular-atrophy", "/first-visit", "/about", "/news",
            "/news/newborn-screening", "/news/winter-hours", "/stories", "/stories/early-treatment", "/contacts",
            "/search?q=SMA",
            "/news?topic=general&month=2026-11", "/no-such-page");

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

    @ParameterizedTest
    @ValueSource(strings = {"en", "uk", "ru", "ar", "de", "es", "fr", "tr"})
    void no_page_has_a_violation_at_a_desk(String language) {
        try (var visitor = Visitor.atDesk(browser, language)) {
            assertThat(violations(visitor, language)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "uk", "ru", "ar", "de", "es", "fr", "tr"})
    void no_page_has_a_violation_in_the_dark_on_a_phone(String language) {
        try (var visitor = Visitor.onPhone(browser, language)) {
            assertThat(violations(visitor, language)).isEmpty();
            visitor.opens("/" + language).sees(".menu").click();
            assertThat(violations(visitor)).isEmpty();
        }
    }

    private static List<String> violations(Visitor visitor, String language) {
        var found = new ArrayList<String>();
        for (var page : PAGES) {
            visitor.opens("/" + language + page);
            found.addAll(violations(visitor));
            assertThat(visitor.page().evaluate("document.documentElement.scrollWidth - innerWidth")).as(page)
                    .isEqualTo(0);
        }
        return found;
    }

    private static List<String> violations(Visitor visitor) {
        var results = new AxeBuilder(visitor.page()).setLegacyMode(true).analyze();
        assertThat(results.getPasses()).as("rules that axe has looked at").isNotEmpty();
        return results.getViolations().stream()
                .map(rule -> visitor.page().url() + ": " + rule.getId() + ": " + rule.getNodes()).toList();
    }
}
