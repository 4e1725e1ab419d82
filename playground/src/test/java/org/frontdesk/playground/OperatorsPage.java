package org.frontdesk.playground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** docs/operator.md, whose commands the journeys run verbatim. */
final class OperatorsPage {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```sh\\n(.*?)^ *```$");
    private static final Path FILE = Path.of("../docs/operator.md");

    private OperatorsPage() {}

    /** The command blocks under that heading, in order, each as one shell script. */
    static List<String> commands(String heading) {
        try {
            var section = Files.readString(FILE).split("(?m)^## " + heading + "$")[1].split("(?m)^## ")[0];
            return BLOCK.matcher(section).results().map(found -> found.group(1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
