package org.frontdesk.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.frontdesk.content.RunningService.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drafts and news with a future date, and the check that prints their preview links. */
class PreviewTest {
    private static final String SECRET = "a secret that only these tests know";
    private static final Pattern LINK = Pattern.compile("https://www\\.example\\.org/(\\S+)\\?preview=(\\S+)");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void aSiteWithADraft() {
        SiteFiles.in(folder).page("en", "heart", "Heart").news("en", "future", "2999-01-01", "heart")
                .write("content/uk/pages/heart.md",
                        "---\ntitle: Чернетка\nsummary: S\ntopic: heart\ndraft: true\n---\nТекст.");
    }

    @Test
    void unpublished_articles_are_visible_only_with_a_link_that_the_check_prints() {
        assertThat(check(Map.of("FRONTDESK_SECRET", SECRET))).isZero();
        String draft = token("uk/heart");
        String future = token("en/news/future");
        try (var service = StartedService.on(folder, "--frontdesk.secret=" + SECRET)) {
            assertThat(service.get("/pages/heart?lang=uk").at("/language/given")).isEqualTo("en");
            assertThat(service.get("/news/future?lang=en").status()).isEqualTo(404);
            assertThat(service.get("/news?lang=en").at("/total")).isEqualTo("0");
            assertThat(service.get("/search?q=future&lang=en").at("/total")).isEqualTo("0");
            assertThat(service.get("/sitemap.xml").http().body()).doesNotContain("future");

            Answer preview = service.get("/pages/heart?lang=uk&preview=" + draft);
            assertThat(preview.at("/title")).isEqualTo("Чернетка");
            assertThat(preview.header("Cache-Control")).isEqualTo("no-store");
            assertThat(preview.header("X-Robots-Tag")).isEqualTo("noindex");
            assertThat(service.get("/news/future?lang=en&preview=" + future).status()).isEqualTo(200);
            assertThat(service.get("/pages/heart?lang=uk&preview=" + future).status()).isEqualTo(404);
            assertThat(
                    service.get("/pages/heart?lang=uk&preview=" + draft.replaceFirst("^\\d+", "9999999999")).status())
                    .isEqualTo(404);
            assertThat(
                    service.get("/pages/heart?lang=uk&preview=" + draft.replaceFirst("^\\d+", "1000000000")).status())
                    .isEqualTo(404);
            assertThat(service.get("/pages/heart?lang=uk&preview=x").status()).isEqualTo(404);
        }
    }

    @Test
    void a_link_signed_with_another_secret_is_invalid_and_without_a_secret_there_are_none() {
        check(Map.of("FRONTDESK_SECRET", SECRET + " not"));
        String draft = token("uk/heart");
        try (var service = StartedService.on(folder, "--frontdesk.secret=" + SECRET)) {
            assertThat(service.get("/pages/heart?lang=uk&preview=" + draft).status()).isEqualTo(404);
        }
        printed.reset();
        check(Map.of());
        assertThat(output()).contains("set FRONTDESK_SECRET").doesNotContain("?preview=");
    }

    @Test
    void the_check_exits_with_one_and_names_broken_links_and_stale_and_missing_translations() {
        SiteFiles.in(folder).page("en", "links", "Links",
                "[a](gone.md) [b](heart.md#nowhere) [c](../news/future.md) [d](heart.md)")
                .updated("en", "first", "2026-05-01").translated("uk", "first", "first", "2026-04-01");

        assertThat(check(Map.of())).isEqualTo(1);
        assertThat(output()).contains(
                "content/en/pages/links.md: link gone.md: expected a file that exists: content/en/pages/gone.md",
                "content/en/pages/links.md: link heart.md#nowhere: expected a heading of content/en/pages/heart.md",
                "content/en/pages/links.md: link ../news/future.md: expected a file that visitors can see",
                "content/uk/pages/first.md: older than its original, content/en/pages/first.md",
                "content/en/pages/links.md: not translated into uk, ar", "3 mistake(s)");
    }

    @Test
    void a_mistake_in_the_settings_is_printed_without_a_stack_trace() {
        SiteFiles.in(folder).write("site.yml", "name: [");

        assertThat(check(Map.of())).isEqualTo(1);
        assertThat(output()).startsWith("site.yml:1: expected YAML").contains("1 mistake(s)").doesNotContain("\tat ");
    }

    private int check(Map<String, String> environment) {
        return CheckCommand.run(new String[]{"check", folder.toString()}, environment,
                new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private String token(String address) {
        Matcher link = LINK.matcher(output());
        while (link.find()) {
            if (link.group(1).equals(address)) {
                return link.group(2);
            }
        }
        throw new AssertionError("no link to " + address + " in " + output());
    }
}
