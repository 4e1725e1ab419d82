package org.frontdesk.inquiry.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is wrong in the site's folder. Collected, so that whoever mends it sees all of it and not one mistake a start. */
class SiteMistakes {
    private final Path folder;
    private final List<String> lines = new ArrayList<>();

    SiteMistakes(Path folder) {
        this.folder = folder;
    }

    /** @param key with dots and brackets, such as {@code forms.contact.fields[0].name}; empty for the file as a whole */
    boolean need(boolean right, String file, String key, String expected) {
        if (!right) {
            add(file, KeyLines.of(folder.resolve(file), key), key, expected);
        }
        return right;
    }

    /** @param line from 1; 0 where none can be named, as for a file that is missing */
    void add(String file, int line, String key, String expected) {
        lines.add(file + (line > 0 ? ":" + line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + "expected "
                + expected);
    }

    /** @throws SetupMistake with a line for each */
    void throwIfAny() {
        if (!lines.isEmpty()) {
            throw SetupMistake.inSite(lines);
        }
    }
}
