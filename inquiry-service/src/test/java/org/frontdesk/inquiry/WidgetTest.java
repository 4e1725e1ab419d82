package org.frontdesk.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;

/** The widget's script is small and cached, and loads on pages of the site. A browser journey tests what it does. */
class WidgetTest extends RunningService {
    private static final int LIMIT = 15 * 1024;

    @Test
    void it_is_under_15_kib_gzipped() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(page("/widget.js").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(bytes.size()).isBetween(1, LIMIT);
    }

    @Test
    void a_page_of_the_site_may_load_it_as_a_module() {
        var script = get("/widget.js", "Origin", "https://www.example.org");

        assertThat(script.headers().firstValue("Content-Type")).hasValue("text/javascript;charset=UTF-8");
        assertThat(script.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://www.example.org");
        assertThat(script.headers().allValues("Cache-Control")).containsExactly("max-age=300");
        assertThat(script.headers().allValues("Vary").toString()).containsIgnoringCase("origin");
    }

    @Test
    void an_unchanged_script_is_304() {
        var tag = get("/widget.js").headers().firstValue("ETag").orElseThrow();

        assertThat(get("/widget.js", "If-None-Match", tag).statusCode()).isEqualTo(304);
    }

    @Test
    void it_works_under_a_strict_content_security_policy() {
        assertThat(page("/widget.js")).doesNotContain("innerHTML", "eval(", ".style.", "createElement('style')");
    }

    @Test
    void it_is_compressed() {
        assertThat(get("/widget.js", "Accept-Encoding", "gzip").headers().firstValue("Content-Encoding"))
                .hasValue("gzip");
    }
}
