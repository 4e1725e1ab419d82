package org.frontdesk.playground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One run of the playground: the folder of its data and logs, its ports, and the console that it prints to. */
record Run(Path folder, Ports ports, Consumer<String> console) {
    private static final String REPORT = "APPLICATION FAILED TO START";
    private static final int LAST_LINES = 15;

    Run {
        folder = folder.toAbsolutePath().normalize();
    }

    /** Deletes the data and logs of the last run. The logs' folder is kept, since it may be a shell's current folder. */
    void clear() {
        delete(data());
        delete(logs());
        create(data());
        create(logs());
    }

    Path data() {
        return folder.resolve("run");
    }

    Path logs() {
        return folder.resolve("logs");
    }

    Path log(String name) {
        return logs().resolve(name + ".log");
    }

    void say(String name, String what) {
        console.accept("  %-22s %s".formatted(name, what));
    }

    /** A failure with the last lines of the log and the path of the log. */
    StartFailed failure(String name, String what, Throwable cause) {
        return new StartFailed("%s %s%n%s%n  The whole log: %s".formatted(name, what, lastLines(name), log(name)),
                cause);
    }

    /** Boot's whole report of a failed startup, if there is one: it has a line for each mistake in the site folder. */
    private String lastLines(String name) {
        try {
            List<String> lines = Files.readString(log(name)).lines().toList();
            int report = lines.lastIndexOf(REPORT);
            int from = report < 0 ? lines.size() - LAST_LINES : report + 2; // without the stars below
            return String.join(System.lineSeparator(),
                    lines.subList(Math.clamp(from, 0, lines.size()), lines.size()).stream().map("    "::concat)
                            .toList());
        } catch (IOException unreadable) {
            return "    (no log)";
        }
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
