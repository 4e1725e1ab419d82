package org.frontdesk.playground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The current metrics of a service. */
record Metrics(String text) {

    static Metrics at(int managementPort) {
        var address = URI.create("http://127.0.0.1:" + managementPort + "/actuator/prometheus");
        try (var metrics = address.toURL().openStream()) {
            return new Metrics(new String(metrics.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sum of all series with this name. */
    long sum(String name) {
        return sum(name, "");
    }

    /** @param label such as {@code state="sent"} */
    long sum(String name, String label) {
        return Math.round(Pattern.compile("(?m)^" + name + "(?:\\{[^}]*" + label + "[^}]*})? (\\S+)$").matcher(text)
                .results().mapToDouble(found -> Double.parseDouble(found.group(1))).sum());
    }
}
