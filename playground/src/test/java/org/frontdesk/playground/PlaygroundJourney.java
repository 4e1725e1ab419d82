package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The playground itself: what it starts, it keeps running, and ends. */
@Tag("processes")
class PlaygroundJourney {
    private static final Path ROOT = Path.of("..");

    @TempDir
    Path folder;

    @Test
    void a_service_that_dies_is_started_again_one_can_be_doubled_and_nothing_is_left_after_the_end() {
        Runs runs = Runs.in(folder);
        List<ProcessHandle> others = ProcessHandle.current().descendants().toList();
        List<ProcessHandle> started;
        try (Playground playground = new Playground(runs.run(), ROOT, Map.of())) {
            playground.start();

            Program content = playground.service(Playground.CONTENT);
            ProcessHandle died = content.handle();
            died.destroyForcibly();
            await().atMost(Duration.ofSeconds(60)).until(() -> said(runs, "content-service", "ready again"));
            assertThat(content.handle()).isNotEqualTo(died);
            assertThat(said(runs, "content-service", "ended with exit code 137, starting it again")).isTrue();

            Ports more = Ports.free();
            playground.another(new Service(Playground.CONTENT, more.content(), more.contentManagement()), Map.of());
            assertThat(Ports.free(more.content())).isFalse();
            started = processes(playground).filter(process -> !others.contains(process)).toList();
            assertThat(started).hasSizeGreaterThan(6);
        }
        assertThat(started).noneMatch(Leftovers::lives);
        runs.ports().check();
    }

    @Test
    void a_service_that_cannot_start_is_named_with_the_last_lines_of_its_log_and_where_that_is() {
        Runs runs = Runs.in(folder);
        Map<String, String> settings = Map.of("FRONTDESK_SITE", folder.resolve("nowhere").toString());
        Service content = new Service(Playground.CONTENT, runs.ports().content(), runs.ports().contentManagement());

        try (Program program = content.in(runs.run(), "content-service", content.jar(ROOT), settings)) {
            assertThatThrownBy(program::start).isInstanceOf(StartFailed.class)
                    .hasMessageStartingWith("content-service ended at its start, exit code 1.")
                    .hasMessageContaining("nowhere")
                    .hasMessageEndingWith("The whole log: " + runs.run().log("content-service"));
        }
    }

    private static boolean said(Runs runs, String name, String what) {
        return runs.console().stream().anyMatch(line -> line.contains(name) && line.contains(what));
    }

    /** PostgreSQL leaves its parent, so it is asked for by itself. */
    private static Stream<ProcessHandle> processes(Playground playground) {
        ProcessHandle postmaster = playground.database().postmaster().orElseThrow();
        return Stream.of(ProcessHandle.current().descendants(), Stream.of(postmaster), postmaster.descendants())
                .flatMap(processes -> processes);
    }
}
