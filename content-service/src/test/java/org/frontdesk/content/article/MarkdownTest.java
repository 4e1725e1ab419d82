package org.frontdesk.content.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.nio.file.Path;
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
    void headingsListsEmphasisAndLinksAreKept() {
        assertThat(html("## One\n\n- **two**\n- [three](https://example.org/a)\n\n[four](first-visit.md)")).isEqualTo("""
                <h2 id="s-one">One</h2>
                <ul>
                <li><strong>two</strong></li>
                <li><a href="https://example.org/a">three</a></li>
                </ul>
                <p><a href="/en/first-visit">four</a></p>""");
    }

    @Test
    void aHeadingOfTheFirstRankBecomesOneOfTheSecondForThePageHasItsTitle() {
        assertThat(html("# One")).isEqualTo("<h2 id=\"s-one\">One</h2>");
    }

    @Test
    void headingsHaveAnchorsInTheirOwnScriptAndEachItsOwn() {
        Body body = body("## ما السبب؟\n\n### One & two\n\n#### Deep\n\n## One, two");

        assertThat(body.contents()).containsExactly(new Article.Heading("s-ما-السبب", "ما السبب؟", 2),
                new Article.Heading("s-one-two", "One & two", 3), new Article.Heading("s-one-two-2", "One, two", 2));
        assertThat(body.html()).contains("<h2 id=\"s-one-two-2\">", "<h4 id=\"s-deep\">");
    }

    @Test
    void manyEqualHeadingsAreCountedAndNotComparedWithEachOther() {
        Body body = assertTimeoutPreemptively(Duration.ofMinutes(1), () -> body("# a\n".repeat(50_000)));

        assertThat(body.contents()).hasSize(50_000).last().extracting(Article.Heading::id).isEqualTo("s-a-50000");
    }

    @Test
    void theLanguageOfTheMachineChangesNoAddressAndNoAnchor() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(html("## INFO\n\n[x](../../uk/stories/one.md)")).contains("s-info", "/uk/stories/one");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void tablesAreKeptWithTheirAlignment() {
        assertThat(html("| a | b |\n|---|--:|\n| 1 | 2 |")).contains("<table>", "<th>a</th>",
                "<td align=\"right\">2</td>");
    }

    @ParameterizedTest
    @CsvSource({"../news/may.md, /en/news/may", "first-visit.md#what-to-bring, /en/first-visit#s-what-to-bring",
            "../../uk/stories/one.md, /uk/stories/one", "home.md, /en", "#one, #s-one"})
    void aLinkToAFileBecomesALinkToItsAddress(String written, String address) {
        assertThat(html("[x](" + written + ")")).isEqualTo("<p><a href=\"" + address + "\">x</a></p>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"first-visit", "/en/first-visit", "../../../site.yml", "../../../../etc/passwd", "%00"})
    void aLinkToWhatIsNoArticleIsAMistakeAndNoLink(String written) {
        assertThat(html("[x](" + written + ")")).isEqualTo("<p>x</p>");
        assertThat(mistakes.all()).hasSize(1);
    }

    @Test
    void anImageBesideTheFileHasItsSizeSoThatThePageDoesNotJump() {
        assertThat(html("![A plan](plan.png \"Way in\")")).isEqualTo("<p><img src=\"/images/abc.png\" alt=\"A plan\" "
                + "title=\"Way in\" width=\"640\" height=\"480\" loading=\"lazy\"></p>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://tracker.example/x.png", "other.png", "../secret.png",
            "data:image/png;base64,AAAA"})
    void anImageFromElsewhereIsNotShown(String address) {
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
    void nothingThatRunsIsLetThrough(String markdown) {
        assertThat(html(markdown)).contains("text").doesNotContainPattern(
                "(?i)script|onclick|onerror|onload|alert|evil|iframe|<svg|<style|<form|src=\"x|data:|xlink");
    }

    @Test
    void whatIsNestedWithoutEndIsAMistakeAndNoCrash() {
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
        return new BodyReader("content/en/pages/about.md", beside, mistakes).read(markdown);
    }
}
