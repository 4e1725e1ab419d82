package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
    private static final List<String> MANY = IntStream.range(0, 40).mapToObj(i -> "line " + i).toList();

    @TempDir
    Path folder;
    Run run;

    @BeforeEach
    void start() {
        run = TestRun.in(folder).run();
    }

    @Test
    void a_failure_has_the_last_lines_of_the_log() throws IOException {
        Files.write(run.log("service"), MANY);

        assertThat(run.failure("service", "ended:", null)).hasMessageStartingWith("service ended:")
                .hasMessageContaining("    line 25\n").hasMessageContaining("    line 39\n")
                .hasMessageNotContaining("line 24\n").hasMessageEndingWith("The whole log: " + run.log("service"));
    }

    @Test
    void a_failure_has_the_whole_report_of_boot() throws IOException {
        Files.write(run.log("service"), Stream.of(List.of("INFO starting", "***", "APPLICATION FAILED TO START", "***"),
                MANY).flatMap(List::stream).toList());

        assertThat(run.failure("service", "ended:", null).getMessage().lines().map(String::strip))
                .containsAll(MANY).doesNotContain("INFO starting", "***");
    }
}
