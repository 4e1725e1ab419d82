package org.frontdesk.playground;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the playground calls Java: the one that it runs on, with a heap that leaves room for five on one machine, and with
 * the quick compiler only. On two cores that has all of it up in half the time; it is no place to measure speed.
 */
final class Jvm {

    private Jvm() {}

    static List<String> command(String heap, String... arguments) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return Stream
                .concat(Stream.of(java.toString(), "-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                        Stream.of(arguments))
                .toList();
    }
}
