package org.frontdesk.playground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** One of the three services: its packaged jar and its two ports. */
record Service(String name, int port, int managementPort) {
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    /** The jar that `mvn package` built. */
    Path jar(Path root) {
        Path target = root.resolve(name).resolve("target");
        if (Files.isDirectory(target)) {
            try (Stream<Path> files = Files.list(target)) {
                return files.filter(this::isJar).max(Comparator.comparing(file -> file.toFile().lastModified()))
                        .orElseThrow(() -> missing(target));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw missing(target);
    }

    private boolean isJar(Path file) {
        return file.getFileName().toString().matches(name + "-[^-]+(-SNAPSHOT)?\\.jar");
    }

    private StartFailed missing(Path target) {
        return new StartFailed("No jar of " + name + " in " + target + ". Run `mvn package` first.");
    }

    /** Runs from a copy of the jar, since a build during the run would replace the jar of the running process. */
    SupervisedProcess in(Run run, String instance, Path jar, Map<String, String> settings) {
        Path copy = run.data().resolve(name + ".jar");
        copy(jar, copy);
        Map<String, String> environment = new HashMap<>(Map.of("SERVER_PORT", "" + port, "SERVER_ADDRESS", "127.0.0.1",
                "MANAGEMENT_SERVER_PORT", "" + managementPort, "MANAGEMENT_SERVER_ADDRESS", "127.0.0.1"));
        environment.putAll(settings);
        return new SupervisedProcess(instance, run, JavaCommand.command("256m", "-jar", copy.toString()), environment,
                this::ready);
    }

    boolean ready() {
        var address = URI.create("http://127.0.0.1:" + managementPort + "/actuator/health/readiness");
        try {
            var request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void copy(Path jar, Path copy) {
        try {
            if (Files.notExists(copy)) {
                Files.copy(jar, copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
