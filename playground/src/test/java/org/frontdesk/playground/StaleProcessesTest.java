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

class LeftoversTest {
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
    void theNextStartEndsWhatAKilledPlaygroundLeft() throws Exception {
        Run run = twoProcesses();
        first.destroyForcibly().waitFor();

        Leftovers.end(run);

        assertThat(Leftovers.lives(second.toHandle())).isFalse();
    }

    @Test
    void aRunningPlaygroundIsLeftAlone() throws IOException {
        Run run = twoProcesses();

        assertThatThrownBy(() -> Leftovers.end(run)).isInstanceOf(StartFailed.class)
                .hasMessageContaining("already runs");

        assertThat(second.isAlive()).isTrue();
    }

    @Test
    void aPlaygroundThatIsJustEndingIsWaitedFor() throws IOException {
        Run run = twoProcesses();
        Leftovers.stopping(run);
        Thread.ofVirtual().start(first::destroy);

        Leftovers.end(run);

        assertThat(Leftovers.lives(first.toHandle())).isFalse();
        assertThat(Leftovers.lives(second.toHandle())).isFalse();
    }

    @Test
    void anotherProgramThatGotTheSameIdIsLeftAlone() throws Exception {
        Run run = twoProcesses();
        first.destroyForcibly().waitFor();
        Path processes = run.data().resolve("processes");
        Files.writeString(processes, first.pid() + " " + Instant.EPOCH + "\n" + second.pid() + " " + Instant.EPOCH);

        assertThatCode(() -> Leftovers.end(run)).doesNotThrowAnyException();

        assertThat(second.isAlive()).isTrue();
    }

    private Run twoProcesses() throws IOException {
        Run run = Runs.in(folder).run();
        first = new ProcessBuilder("sleep", "60").start();
        second = new ProcessBuilder("sleep", "60").start();
        Leftovers.remember(run, first.toHandle());
        Leftovers.remember(run, second.toHandle());
        return run;
    }
}
