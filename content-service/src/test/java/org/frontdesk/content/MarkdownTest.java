package org.frontdesk.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
    @Test
    void headingsListsEmphasisAndLinksAreKept() {
        assertThat(html("## One\n\n- **two**\n- [three](https://example.org/a)\n\n[four](first-visit)")).isEqualTo("""
                <h2>One</h2>
                <ul>
                <li><strong>two</strong></li>
                <li><a href="https://example.org/a">three</a></li>
                </ul>
                <p><a href="first-visit">four</a></p>""");
    }

    @Test
    void aHeadingOfTheFirstRankBecomesOneOfTheSecondForThePageHasItsTitle() {
        assertThat(html("# One")).isEqualTo("<h2>One</h2>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>text", "<p onclick=\"alert(1)\">text</p>",
            "[text](javascript:alert(1))", "<a href=\"jav&#x09;ascript:alert(1)\">text</a>",
            "<iframe src=\"https://evil.example\"></iframe>text", "<img src=x onerror=alert(1)>text",
            "<svg onload=alert(1)></svg>text", "<style>@import 'evil'</style>text", "<form action=x><input></form>text",
            "<a href=\"data:text/html,evil\">text</a>"})
    void nothingThatRunsIsLetThrough(String markdown) {
        assertThat(html(markdown)).contains("text").doesNotContainPattern(
                "(?i)script|onclick|onerror|onload|alert|evil|iframe|<svg|<style|<form|<img|data:");
    }

    private static String html(String markdown) {
        return Markdown.toHtml(markdown, URI.create("https://www.example.org"));
    }
}
