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
 * The processes of a run, on file, so that the next start can end what a killed playground left behind. The first is the
 * playground itself. A process is known by id and start time, since systems use an id again.
 */
final class Leftovers {
    private static final String PROCESSES = "processes";
    private static final String STOPPING = "stopping";
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private Leftovers() {}

    static void remember(Run run, ProcessHandle process) {
        Instant started = process.info().startInstant().orElse(Instant.EPOCH);
        try {
            Files.writeString(run.data().resolve(PROCESSES), process.pid() + " " + started + "\n",
                    StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From here on the next start waits for this one's end instead of finding its ports taken. */
    static void stopping(Run run) {
        try {
            Files.writeString(run.data().resolve(STOPPING), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a run that is just ending and ends what a killed one left. Fails if one is up and means to stay. */
    static void end(Run run) {
        Optional<ProcessHandle> owner = owner(run);
        if (owner.isPresent() && Files.exists(run.data().resolve(STOPPING))) {
            ends(owner.get(), PATIENCE);
        } else if (owner.isPresent()) {
            throw new StartFailed("A playground already runs from " + run.folder() + ", process " + owner.get().pid()
                    + ", and holds port " + run.ports().site() + " and the others. End it, then start again.");
        }
        processes(run).stream().flatMap(line -> find(line).stream()).forEach(Leftovers::kill);
    }

    private static Optional<ProcessHandle> owner(Run run) {
        return processes(run).stream().findFirst().flatMap(Leftovers::find)
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
        return ProcessHandle.of(Long.parseLong(idAndStart[0])).filter(Leftovers::lives)
                .filter(process -> process.info().startInstant().map(Instant::toString).filter(idAndStart[1]::equals)
                        .isPresent());
    }

    private static void kill(ProcessHandle process) {
        if (process.pid() == ProcessHandle.current().pid()) {
            return;
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        if (!ends(process, PATIENCE)) {
            throw new StartFailed("Process " + process.pid() + " of the last run does not end. End it, then start "
                    + "again.");
        }
    }

    /** Waits by looking: of a process that is no child of this one, a system without a reaper reports no end. */
    static boolean ends(ProcessHandle process, Duration patience) {
        Instant end = Instant.now().plus(patience);
        while (lives(process) && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return !lives(process);
    }

    /** A zombie is alive by its id, but has no command any more. */
    static boolean lives(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }
}
