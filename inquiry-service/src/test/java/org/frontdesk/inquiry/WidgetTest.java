package org.frontdesk.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;

/** The widget's script is small, kept for a while, and loads on pages of the site. What it does, a browser journey tells. */
class WidgetTest extends RunningService {
    private static final int LIMIT = 15 * 1024;

    @Test
    void it_is_under_15_kib_gzipped() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(get("/widget.js").body().getBytes(StandardCharsets.UTF_8));
        }
        assertThat(bytes.size()).isBetween(1, LIMIT);
    }

    @Test
    void it_is_a_script_that_a_page_of_the_site_may_load_as_a_module() {
        var script = get("/widget.js", "Origin", "https://www.example.org");

        assertThat(script.headers().firstValue("Content-Type")).hasValue("text/javascript;charset=UTF-8");
        assertThat(script.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://www.example.org");
        assertThat(script.headers().allValues("Cache-Control")).containsExactly("max-age=300");
        assertThat(script.headers().allValues("Vary").toString()).containsIgnoringCase("origin");
    }

    @Test
    void it_is_not_sent_again_while_it_is_the_same() {
        var tag = get("/widget.js").headers().firstValue("ETag").orElseThrow();

        assertThat(get("/widget.js", "If-None-Match", tag).statusCode()).isEqualTo(304);
    }

    @Test
    void it_needs_nothing_that_a_strict_policy_forbids() {
        assertThat(get("/widget.js").body()).doesNotContain("innerHTML", "eval(", ".style.", "createElement('style')");
    }

    @Test
    void compressed_on_the_way_it_is_the_same_script() {
        assertThat(get("/widget.js", "Accept-Encoding", "gzip").headers().firstValue("Content-Encoding"))
                .hasValue("gzip");
    }
}
