package org.frontdesk.content.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

import org.frontdesk.content.article.Article.Body;
import org.frontdesk.content.site.SiteMistakes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
    private final SiteMistakes mistakes = new SiteMistakes();

    @Test
    void headings_lists_emphasis_and_links_are_kept() {
        assertThat(html("## One\n\n- **two**\n- [three](https://example.org/a)\n\n[four](first-visit.md)")).isEqualTo("""
                <h2 id="s-one">One</h2>
                <ul>
                <li><strong>two</strong></li>
                <li><a href="https://example.org/a">three</a></li>
                </ul>
                <p><a href="/en/first-visit">four</a></p>""");
    }

    @Test
    void an_h1_becomes_an_h2() {
        assertThat(html("# One")).isEqualTo("<h2 id=\"s-one\">One</h2>");
    }

    @Test
    void headings_have_unique_anchors_in_their_own_script() {
        Body body = body("## ما السبب؟\n\n### One & two\n\n#### Deep\n\n## One, two");

        assertThat(body.contents()).containsExactly(new Article.Heading("s-ما-السبب", "ما السبب؟", 2),
                new Article.Heading("s-one-two", "One & two", 3), new Article.Heading("s-one-two-2", "One, two", 2));
        assertThat(body.html()).contains("<h2 id=\"s-one-two-2\">", "<h4 id=\"s-deep\">");
    }

    @Test
    void many_equal_headings_are_numbered_in_linear_time() {
        Body body = assertTimeoutPreemptively(Duration.ofMinutes(1), () -> body("# a\n".repeat(50_000)));

        assertThat(body.contents()).hasSize(50_000).last().extracting(Article.Heading::id).isEqualTo("s-a-50000");
    }

    @Test
    void the_default_locale_changes_no_url_and_no_anchor() {
        var before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(html("## INFO\n\n[x](../../uk/stories/one.md)")).contains("s-info", "/uk/stories/one");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void tables_are_kept_with_their_alignment() {
        assertThat(html("| a | b |\n|---|--:|\n| 1 | 2 |")).contains("<table>", "<th>a</th>",
                "<td align=\"right\">2</td>");
    }

    @ParameterizedTest
    @CsvSource({"../news/may.md, /en/news/may", "first-visit.md#what-to-bring, /en/first-visit#s-what-to-bring",
            "../../uk/stories/one.md, /uk/stories/one", "home.md, /en", "#one, #s-one"})
    void a_link_to_a_file_becomes_a_link_to_its_url(String written, String address) {
        assertThat(html("[x](" + written + ")")).isEqualTo("<p><a href=\"" + address + "\">x</a></p>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"first-visit", "/en/first-visit", "../../../site.yml", "../../../../etc/passwd", "%00"})
    void a_link_to_anything_else_is_a_mistake_and_is_removed(String written) {
        assertThat(html("[x](" + written + ")")).isEqualTo("<p>x</p>");
        assertThat(mistakes.all()).hasSize(1);
    }

    @Test
    void an_image_has_its_size_so_that_the_page_does_not_shift() {
        assertThat(html("![A plan](plan.png \"Way in\")")).isEqualTo("<p><img src=\"/images/abc.png\" alt=\"A plan\" "
                + "title=\"Way in\" width=\"640\" height=\"480\" loading=\"lazy\"></p>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://tracker.example/x.png", "other.png", "../secret.png",
            "data:image/png;base64,AAAA"})
    void an_image_that_is_not_in_the_same_folder_is_removed(String address) {
        assertThat(html("![x](" + address + ")")).doesNotContain("<img");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>text", "<p onclick=\"alert(1)\">text</p>",
            "[text](javascript:alert(1))", "<a href=\"jav&#x09;ascript:alert(1)\">text</a>",
            "<iframe src=\"https://evil.example\"></iframe>text", "<img src=x onerror=alert(1)>text",
            "<svg onload=alert(1)></svg>text", "<style>@import 'evil'</style>text", "<form action=x><input></form>text",
            "<a href=\"data:text/html,evil\">text</a>", "<img src=plan.png onerror=alert(1)>text",
            "<h2 id=data onclick=alert(1)>text</h2>", "<table onload=alert(1) background=evil><tr><td>text</table>",
            "<math><mi xlink:href=\"javascript:alert(1)\">text</mi></math>", "<a name=evil>text</a>",
            "text<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">"})
    void scripts_and_event_handlers_are_removed(String markdown) {
        assertThat(html(markdown)).contains("text").doesNotContainPattern(
                "(?i)script|onclick|onerror|onload|alert|evil|iframe|<svg|<style|<form|src=\"x|data:|xlink");
    }

    @Test
    void deep_nesting_is_a_mistake_and_no_crash() {
        html(">".repeat(500_000));
        html("<b>".repeat(300_000));
        html("[".repeat(300_000));

        assertThat(mistakes.all()).allSatisfy(one -> assertThat(one.expected()).contains("not nested so deep"));
    }

    private String html(String markdown) {
        return body(markdown).html();
    }

    private Body body(String markdown) {
        Map<String, Image> beside = Map.of("plan.png", new Image("abc.png", "image/png", 640, 480, Path.of("")));
        return new MarkdownReader("content/en/pages/about.md", beside, mistakes).read(markdown);
    }
}
