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

/** Accessibility of the website: axe finds no violation on any page, in light mode on a desktop and in dark mode on a phone. */
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
    @ValueSource(strings = {"en", "uk", "ar"})
    void no_page_has_a_violation_at_a_desk(String language) {
        try (var visitor = Visitor.atDesk(browser, language)) {
            assertThat(violations(visitor, language)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "uk", "ar"})
    void no_page_has_a_violation_in_the_dark_on_a_phone(String language) {
        try (var visitor = Visitor.onPhone(browser, language)) {
            assertThat(violations(visitor, language)).isEmpty();
            visitor.opens("/" + language).sees(".menu").click();
            assertThat(violations(visitor)).isEmpty();
        }
    }

    /** All pages share one layout: the fullest pages show whether longer words break it. */
    @ParameterizedTest
    @ValueSource(strings = {"ru", "de", "es", "fr", "tr"})
    void a_full_page_in_another_language_has_no_violation(String language) {
        try (var visitor = Visitor.onPhone(browser, language)) {
            assertThat(violations(visitor, language, List.of("", "/spinal-muscular-atrophy"))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "uk", "ru", "ar", "de", "es", "fr", "tr"})
    void the_hosted_form_has_no_violation_empty_or_with_errors(String language) {
        try (var visitor = Visitor.onPhone(browser, language)) {
            visitor.page().navigate(
                    "http://localhost:" + Frontdesk.ports().inquiry() + "/forms/request-info?lang=" + language);
            assertThat(violations(visitor)).isEmpty();
            visitor.sees("form button").click();
            visitor.sees(".notice").waitFor();
            assertThat(violations(visitor)).isEmpty();
            assertThat(overflow(visitor)).isZero();
        }
    }

    private static List<String> violations(Visitor visitor, String language) {
        return violations(visitor, language, PAGES);
    }

    private static List<String> violations(Visitor visitor, String language, List<String> pages) {
        var found = new ArrayList<String>();
        for (var page : pages) {
            visitor.opens("/" + language + page);
            found.addAll(violations(visitor));
            assertThat(overflow(visitor)).as(page).isZero();
        }
        return found;
    }

    private static int overflow(Visitor visitor) {
        return ((Number) visitor.page().evaluate("document.documentElement.scrollWidth - innerWidth")).intValue();
    }

    private static List<String> violations(Visitor visitor) {
        var results = new AxeBuilder(visitor.page()).setLegacyMode(true).analyze();
        assertThat(results.getPasses()).as("rules that axe has checked").isNotEmpty();
        return results.getViolations().stream()
                .map(rule -> visitor.page().url() + ": " + rule.getId() + ": " + rule.getNodes()).toList();
    }
}
