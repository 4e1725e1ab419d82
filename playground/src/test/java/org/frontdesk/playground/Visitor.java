package org.frontdesk.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;

/** A visitor with a browser: the installed Chromium or Chrome with a new profile; errors in its console fail the test. */
record Visitor(BrowserContext context, Page page, List<String> errors) implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome",
            "google-chrome-stable", "chrome.exe");
    private static final List<String> ARGUMENTS = List.of("--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--no-first-run");
    private static final Optional<Path> INSTALLED = installed();

    /** Skips the calling test if no browser is installed. */
    static Browser browser() {
        Assumptions.assumeTrue(INSTALLED.isPresent(), "no browser");
        var playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        // Chromium's sandbox does not work for root, which is usual in containers.
        return playwright.chromium().launch(new LaunchOptions().setExecutablePath(INSTALLED.get()).setArgs(ARGUMENTS)
                .setChromiumSandbox(!System.getProperty("user.name").equals("root")));
    }

    private static Optional<Path> installed() {
        var found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name))).filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            System.out.println("Browser journeys are skipped: install Chromium, for none of " + NAMES
                    + " is on the PATH");
        }
        return found;
    }

    static Visitor atDesk(Browser browser, String locale) {
        return with(browser, options(locale).setViewportSize(1280, 800));
    }

    static Visitor onPhone(Browser browser, String locale) {
        return with(browser, options(locale).setViewportSize(390, 844).setColorScheme(ColorScheme.DARK));
    }

    static Visitor withoutJavaScript(Browser browser, String locale) {
        return with(browser, options(locale).setJavaScriptEnabled(false));
    }

    private static Browser.NewContextOptions options(String locale) {
        return new Browser.NewContextOptions().setLocale(locale);
    }

    private static Visitor with(Browser browser, Browser.NewContextOptions options) {
        var context = browser.newContext(options);
        var page = context.newPage();
        var errors = new CopyOnWriteArrayList<String>();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });
        page.onPageError(errors::add);
        return new Visitor(context, page, errors);
    }

    Visitor opens(String path) {
        page.navigate("http://localhost:" + Frontdesk.ports().site() + path);
        return seesThePageDrawn();
    }

    Visitor seesThePageDrawn() {
        assertThat(page.locator("#page[aria-busy=false]")).hasCount(1);
        return this;
    }

    /** Finds elements by what a person sees. */
    Locator sees(String selector) {
        return page.locator(selector);
    }

    @Override
    public void close() {
        context.close();
    }
}
