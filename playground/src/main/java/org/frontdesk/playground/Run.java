package org.frontdesk.playground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Where one run of the playground keeps its data and logs, which ports it has, and whom it tells. */
record Run(Path folder, Ports ports, Consumer<String> console) {
    private static final String REPORT = "APPLICATION FAILED TO START";
    private static final int LAST_LINES = 15;

    Run {
        folder = folder.toAbsolutePath().normalize();
    }

    /** New at each start, but for the logs' folder itself: a person may stand in it. */
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

    /** A failure as a person needs it: what, the last words of its log, where the log is. */
    StartFailed failure(String name, String what, Throwable cause) {
        return new StartFailed("%s %s%n%s%n  The whole log: %s".formatted(name, what, lastLines(name), log(name)),
                cause);
    }

    /** All of Boot's report on a failed start, where there is one: each mistake in the site's folder has a line there. */
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
