package org.frontdesk.content;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is wrong in the site's folder. Collected while reading goes on, so that whoever mends the folder sees all of it
 * at once and not one mistake a start.
 */
final class SiteMistakes {
    private final List<Mistake> mistakes = new ArrayList<>();

    /** @param line from 1; 0 where no line can be named, as for a file that is missing */
    record Mistake(String file, int line, String key, String expected) {
        @Override
        public String toString() {
            return file + (line > 0 ? ":" + line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + "expected "
                    + expected;
        }
    }

    void add(String file, int line, String key, String expected) {
        mistakes.add(new Mistake(file, line, key, expected));
    }

    void throwIfAny() {
        if (!mistakes.isEmpty()) {
            throw new Found(List.copyOf(mistakes));
        }
    }

    /** Ends the start; {@link SiteMistakesAnalyzer} prints it. */
    @SuppressWarnings("serial") // never leaves the process
    static final class Found extends RuntimeException {
        private final List<Mistake> mistakes;

        Found(List<Mistake> mistakes) {
            super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
            this.mistakes = mistakes;
        }

        List<Mistake> mistakes() {
            return mistakes;
        }
    }
}
