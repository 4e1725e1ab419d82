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

/** A start that cannot succeed says in one line what to mend. */
@ExtendWith(OutputCaptureExtension.class)
class StartupFailureTest {

    @Test
    void without_a_secret(CapturedOutput output) {
        assertThat(catchThrowable(() -> start("--frontdesk.site=../site"))).isNotNull();

        assertThat(output)
                .contains("FRONTDESK_SECRET: expected at least 32 bytes, the same for every instance, found none")
                .doesNotContain("\tat ");
    }

    @Test
    void with_a_short_secret_which_is_not_shown(CapturedOutput output) {
        assertThat(catchThrowable(() -> start("--frontdesk.site=../site", "--frontdesk.secret=too short"))).isNotNull();

        assertThat(output).contains("found 9").doesNotContain("\tat ", "too short");
    }

    @Test
    void with_a_mistake_in_the_site(CapturedOutput output) {
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
