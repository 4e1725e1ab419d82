package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaleProcessesTest {
    @TempDir
    Path folder;
    Process first;
    Process second;

    @AfterEach
    void end() {
        first.destroyForcibly();
        second.destroyForcibly();
    }

    @Test
    void the_next_start_kills_what_a_killed_playground_left() throws Exception {
        Run run = twoProcesses();
        first.destroyForcibly().waitFor();

        StaleProcesses.killAll(run);

        assertThat(StaleProcesses.isAlive(second.toHandle())).isFalse();
    }

    @Test
    void a_running_playground_is_left_alone() throws IOException {
        Run run = twoProcesses();

        assertThatThrownBy(() -> StaleProcesses.killAll(run)).isInstanceOf(StartFailed.class)
                .hasMessageContaining("already runs");

        assertThat(second.isAlive()).isTrue();
    }

    @Test
    void the_next_start_waits_for_a_playground_that_is_stopping() throws IOException {
        Run run = twoProcesses();
        StaleProcesses.markStopping(run);
        Thread.ofVirtual().start(first::destroy);

        StaleProcesses.killAll(run);

        assertThat(StaleProcesses.isAlive(first.toHandle())).isFalse();
        assertThat(StaleProcesses.isAlive(second.toHandle())).isFalse();
    }

    @Test
    void another_process_with_the_same_id_is_left_alone() throws Exception {
        Run run = twoProcesses();
        first.destroyForcibly().waitFor();
        Path processes = run.data().resolve("processes");
        Files.writeString(processes, first.pid() + " " + Instant.EPOCH + "\n" + second.pid() + " " + Instant.EPOCH);

        assertThatCode(() -> StaleProcesses.killAll(run)).doesNotThrowAnyException();

        assertThat(second.isAlive()).isTrue();
    }

    private Run twoProcesses() throws IOException {
        Run run = TestRun.in(folder).run();
        first = new ProcessBuilder("sleep", "60").start();
        second = new ProcessBuilder("sleep", "60").start();
        StaleProcesses.record(run, first.toHandle());
        StaleProcesses.record(run, second.toHandle());
        return run;
    }
}
