package org.frontdesk.playground;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The command line for a Java process: the same JDK, a heap that leaves room for five processes on one machine, and the
 * C1 compiler only, which halves the startup time on two cores. Do not measure performance in the playground.
 */
final class JavaCommand {

    private JavaCommand() {}

    static List<String> command(String heap, String... arguments) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        return Stream
                .concat(Stream.of(java.toString(), "-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                        Stream.of(arguments))
                .toList();
    }
}
