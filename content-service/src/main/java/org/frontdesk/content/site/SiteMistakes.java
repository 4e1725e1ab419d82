package org.frontdesk.content.site;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is wrong in the site's folder. Collected while reading goes on, so that whoever mends the folder sees all of it
 * at once and not one mistake a start.
 */
public final class SiteMistakes {
    private final List<Mistake> mistakes = new ArrayList<>();

    /** @param line from 1; 0 where no line can be named, as for a file that is missing */
    public record Mistake(String file, int line, String key, String expected) {
        @Override
        public String toString() {
            return file + (line > 0 ? ":" + line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + "expected "
                    + expected;
        }
    }

    public void add(String file, int line, String key, String expected) {
        mistakes.add(new Mistake(file, line, key, expected));
    }

    public void addAll(Collection<Mistake> others) {
        mistakes.addAll(others);
    }

    public List<Mistake> all() {
        return List.copyOf(mistakes);
    }

    public void throwIfAny() {
        if (!mistakes.isEmpty()) {
            throw new Found(List.copyOf(mistakes));
        }
    }

    /** Ends the start; {@link SiteMistakesAnalyzer} prints it. */
    @SuppressWarnings("serial") // never leaves the process
    public static final class Found extends RuntimeException {
        private final List<Mistake> mistakes;

        Found(List<Mistake> mistakes) {
            super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
            this.mistakes = mistakes;
        }

        public List<Mistake> mistakes() {
            return mistakes;
        }
    }
}
