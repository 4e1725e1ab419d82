package org.frontdesk.notification.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects everything that is wrong in the site folder, so that it is reported together and not one problem per
 * startup.
 */
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

    /** @param line from 1; 0 if there is none, as for a missing file */
    void add(String file, int line, String key, String expected) {
        lines.add(file + (line > 0 ? ":" + line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + "expected "
                + expected);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** @throws InvalidSite with a line for each problem */
    void throwIfAny() {
        if (!lines.isEmpty()) {
            throw new InvalidSite(lines);
        }
    }
}
