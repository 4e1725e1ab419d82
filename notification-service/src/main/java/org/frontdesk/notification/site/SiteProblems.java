package org.frontdesk.notification.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is wrong in the site's folder. Collected, so that whoever mends it sees all of it and not one mistake a start. */
final class SiteProblems {
    private final Path folder;
    private final List<String> lines = new ArrayList<>();

    SiteProblems(Path folder) {
        this.folder = folder;
    }

    /** @param key with dots and brackets, such as {@code routes[0].to}; empty for the file as a whole */
    void expect(boolean holds, String file, String key, String expected) {
        if (!holds) {
            add(file, KeyLines.of(folder.resolve(file), key), key, expected);
        }
    }

    /** @param line from 1; 0 where none can be named, as for a file that is missing */
    void add(String file, int line, String key, String expected) {
        lines.add(file + (line > 0 ? ":" + line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + "expected "
                + expected);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** @throws InvalidSite with a line for each */
    void throwIfAny() {
        if (!lines.isEmpty()) {
            throw new InvalidSite(lines);
        }
    }
}
