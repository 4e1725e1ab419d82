package org.frontdesk.inquiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A failed startup says in one line what to correct. */
@ExtendWith(OutputCaptureExtension.class)
class StartupFailureTest {

    @Test
    void a_missing_secret_fails_the_startup(CapturedOutput output) {
        assertThat(catchThrowable(() -> start("--frontdesk.site=../site"))).isNotNull();

        assertThat(output)
                .contains("FRONTDESK_SECRET: expected at least 32 bytes, the same for every instance, found none")
                .doesNotContain("\tat ");
    }

    @Test
    void a_short_secret_fails_the_startup_and_is_not_shown(CapturedOutput output) {
        assertThat(catchThrowable(() -> start("--frontdesk.site=../site", "--frontdesk.secret=too short"))).isNotNull();

        assertThat(output).contains("found 9").doesNotContain("\tat ", "too short");
    }

    @Test
    void an_invalid_site_fails_the_startup(CapturedOutput output) {
        assertThat(catchThrowable(() -> start("--frontdesk.site=../none", "--frontdesk.secret=" + "x".repeat(32))))
                .isNotNull();

        assertThat(output)
                .containsOnlyOnce(
                        "site.yml: expected a file at " + Path.of("../none/site.yml").toAbsolutePath().normalize())
                .contains("FRONTDESK_SITE")
                .doesNotContain("\tat ");
    }

    private static void start(String... settings) {
        var all = Stream.concat(Stream.of("--server.port=0",
                "--management.server.port=0"), Arrays.stream(settings)).toArray(String[]::new);
        SpringApplication.run(InquiryService.class, all).close();
    }
}
