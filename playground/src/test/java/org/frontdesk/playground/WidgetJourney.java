package org.frontdesk.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** The widget on a page with a strict content security policy: rendering, errors, sending and retries. */
class WidgetJourney {
    private static Browser browser;
    private static HttpServer site;
    private static String service;

    @BeforeAll
    static void open() throws IOException {
        browser = Visitor.browser();
        site = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        site.createContext("/", WidgetJourney::page);
        site.start();
        var ports = Ports.free();
        service = "http://127.0.0.1:" + ports.inquiry();
        Frontdesk.playground().another(new Service(Playground.INQUIRY, ports.inquiry(), ports.inquiryManagement()),
                Map.of("FRONTDESK_ORIGINS", "http://localhost:" + site.getAddress().getPort()));
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
            site.stop(0);
        }
    }

    /** A page of another origin, whose policy allows the service's script and nothing else. */
    private static void page(HttpExchange exchange) throws IOException {
        var html = """
                <!DOCTYPE html><html lang="%2$s"><head><meta charset="utf-8"><title>Widget</title>
                <meta name="viewport" content="width=device-width">
                <script type="module" src="%1$s/widget.js"></script></head><body><main><h1>Widget</h1>
                <inquiry-form form="request-info" topic="general"><a href="%1$s/forms/request-info">Write to us</a>
                </inquiry-form></main></body></html>"""
                .formatted(service, exchange.getRequestURI().getPath().substring(1)).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.getResponseHeaders().set("Content-Security-Policy",
                "default-src 'none'; script-src %1$s; connect-src %1$s".formatted(service));
        exchange.sendResponseHeaders(200, html.length);
        exchange.getResponseBody().write(html);
        exchange.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | ltr | Please look at these places:        | Please write your message. | Thank you.  | +44 20 7946 0018
            uk | ltr | Будь ласка, зверніть увагу на таке: | напишіть ваше повідомлення | Дякуємо.    | +44 20 7946 0531
            ar | rtl | يُرجى مراجعة ما يلي:                 | يُرجى كتابة رسالتك.         | شكرًا لك.    | +44 20 7946 0274
            """)
    void missing_fields_are_named_and_a_complete_form_gets_a_reference(String language, String dir,
            String summary, String error, String thanks, String line) {
        try (var visitor = onPage(Visitor.onPhone(browser, "en"), language)) {
            assertThat(visitor.errors()).isEmpty();
            assertThat(visitor.sees("inquiry-form .form")).hasAttribute("dir", dir);
            visitor.sees("inquiry-form button").click();
            assertThat(visitor.sees("inquiry-form .notice")).isFocused();
            assertThat(visitor.sees("inquiry-form .notice h2")).hasText(summary);
            assertThat(visitor.sees("#field-message")).hasAttribute("aria-invalid", "true");
            assertThat(visitor.sees("#field-message-error")).containsText(error);
            noBarrier(visitor);

            fillIn(visitor, "widget in " + language);
            visitor.sees("inquiry-form button").click();
            assertThat(visitor.sees("inquiry-form h2")).isFocused();
            assertThat(visitor.sees("inquiry-form h2")).containsText(thanks);
            assertThat(visitor.sees("inquiry-form .lines").first()).containsText(line);
            noBarrier(visitor);
            var reference = visitor.sees("inquiry-form .reference").textContent();
            assertThat(Topic.value(Topic.INQUIRIES.recordWith(reference))).contains("widget in " + language,
                    "\"language\":\"" + language + "\"", "\"topic\":\"general\"");
            assertThat(visitor.errors()).isEmpty();
        }
    }

    @Test
    void errors_of_the_service_are_shown_at_the_field_too() {
        try (var visitor = onPage(Visitor.atDesk(browser, "en"), "en")) {
            fillIn(visitor, "m");
            visitor.sees("#field-email").fill("visitor@example");
            visitor.sees("inquiry-form button").click();
            assertThat(visitor.sees("#field-email-error")).containsText("Please check the e-mail address.");
            visitor.sees("inquiry-form .notice a").click();
            assertThat(visitor.sees("#field-email")).isFocused();
        }
    }

    @Test
    void typed_text_survives_a_reload_until_it_is_sent() {
        try (var visitor = onPage(Visitor.atDesk(browser, "en"), "en")) {
            fillIn(visitor, "typed before");
            visitor.page().reload();
            assertThat(visitor.sees("#field-message")).hasValue("typed before");
            assertThat(visitor.sees("#field-consent")).isChecked();
            visitor.sees("inquiry-form button").click();
            assertThat(visitor.sees("inquiry-form .reference")).isVisible();
            visitor.page().reload();
            assertThat(visitor.sees("#field-message")).hasValue("");
        }
    }

    @Test
    void during_a_broker_outage_it_shows_the_phone_number_and_retries_until_there_is_one_inquiry() {
        try (var visitor = onPage(Visitor.atDesk(browser, "en"), "ar")) {
            fillIn(visitor, "patient widget");
            Frontdesk.playground().broker().kill();
            try {
                visitor.sees("inquiry-form button").click();
                assertThat(visitor.sees("inquiry-form .waiting")).isVisible(new IsVisibleOptions().setTimeout(30_000));
                assertThat(visitor.sees("inquiry-form .waiting")).containsText("+44 20 7946 0274");
                assertThat(visitor.sees("#field-message")).hasValue("patient widget");
            } finally {
                Frontdesk.playground().broker().start();
            }
            assertThat(visitor.sees("inquiry-form .reference")).isVisible(new IsVisibleOptions().setTimeout(90_000));
            var reference = visitor.sees("inquiry-form .reference").textContent();
            assertThat(Topic.INQUIRIES.records().stream().map(Topic::value)
                    .filter(value -> value.contains("patient widget"))).isNotEmpty()
                    .allMatch(value -> value.contains(reference));
        }
    }

    @Test
    void the_demo_website_may_load_the_widget() throws Exception {
        for (var host : new String[]{"localhost", "127.0.0.1"}) {
            var origin = "http://" + host + ":" + Frontdesk.ports().site();
            var script = URI.create("http://127.0.0.1:" + Frontdesk.ports().inquiry() + "/widget.js");
            var answer = HttpClient.newHttpClient().send(
                    HttpRequest.newBuilder(script).header("Origin", origin).build(),
                    BodyHandlers.discarding());
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(origin);
        }
    }

    @Test
    void without_javascript_its_fallback_content_is_shown() {
        try (var visitor = onPage(Visitor.withoutJavaScript(browser, "en"), "en")) {
            assertThat(visitor.sees("text=Write to us")).isVisible();
        }
    }

    private static Visitor onPage(Visitor visitor, String language) {
        visitor.page().navigate("http://localhost:" + site.getAddress().getPort() + "/" + language);
        return visitor;
    }

    private static void fillIn(Visitor visitor, String message) {
        visitor.sees("#field-email").fill("visitor@example.net");
        visitor.sees("#field-message").fill(message);
        visitor.sees("#field-consent").check();
    }

    private static void noBarrier(Visitor visitor) {
        assertThat(new AxeBuilder(visitor.page()).analyze().getViolations()).isEmpty();
    }
}
