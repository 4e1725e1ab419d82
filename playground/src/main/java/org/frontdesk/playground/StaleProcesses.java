package org.frontdesk.playground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Records the processes of a run in a file, so that the next start can kill what a killed playground left behind. The
 * first entry is the playground itself. A process is identified by its id and start time, since ids are reused.
 */
final class StaleProcesses {
    private static final String PROCESSES = "processes";
    private static final String STOPPING = "stopping";
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private StaleProcesses() {}

    static void record(Run run, ProcessHandle process) {
        Instant started = process.info().startInstant().orElse(Instant.EPOCH);
        try {
            Files.writeString(run.data().resolve(PROCESSES), process.pid() + " " + started + "\n",
                    StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on the next start waits until this playground has ended, instead of reporting its ports as taken. */
    static void markStopping(Run run) {
        try {
            Files.writeString(run.data().resolve(STOPPING), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a run that is stopping, and kills what a killed run left. Fails if another run is up. */
    static void killAll(Run run) {
        Optional<ProcessHandle> owner = owner(run);
        if (owner.isPresent() && Files.exists(run.data().resolve(STOPPING))) {
            awaitEnd(owner.get(), TIMEOUT);
        } else if (owner.isPresent()) {
            throw new StartFailed("A playground already runs from " + run.folder() + ", process " + owner.get().pid()
                    + ", and holds port " + run.ports().site() + " and the others. End it, then start again.");
        }
        processes(run).stream().flatMap(line -> find(line).stream()).forEach(StaleProcesses::kill);
    }

    private static Optional<ProcessHandle> owner(Run run) {
        return processes(run).stream().findFirst().flatMap(StaleProcesses::find)
                .filter(owner -> owner.pid() != ProcessHandle.current().pid());
    }

    private static List<String> processes(Run run) {
        Path file = run.data().resolve(PROCESSES);
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ProcessHandle> find(String line) {
        String[] idAndStart = line.split(" ");
        return ProcessHandle.of(Long.parseLong(idAndStart[0])).filter(StaleProcesses::isAlive)
                .filter(process -> process.info().startInstant().map(Instant::toString).filter(idAndStart[1]::equals)
                        .isPresent());
    }

    private static void kill(ProcessHandle process) {
        if (process.pid() == ProcessHandle.current().pid()) {
            return;
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        if (!awaitEnd(process, TIMEOUT)) {
            throw new StartFailed("Process " + process.pid() + " of the last run does not end. End it, then start "
                    + "again.");
        }
    }

    /** Polls: if nobody reaps the zombie of a process that is not a child, {@code onExit} never completes. */
    static boolean awaitEnd(ProcessHandle process, Duration timeout) {
        var end = Instant.now().plus(timeout);
        while (isAlive(process) && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return !isAlive(process);
    }

    /** {@code ProcessHandle.isAlive} is true for a zombie, but a zombie has no command. */
    static boolean isAlive(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }
}
