package org.frontdesk.playground;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Makes the services' images from the Dockerfile, as an operator does; what has not changed is not made again. */
final class Images {
    private Images() {}

    static void build(ComposeFile compose, Path root) {
        for (var service : List.of(Playground.INQUIRY, Playground.NOTIFICATION, Playground.CONTENT)) {
            build(root, service, compose.image(service));
        }
    }

    private static void build(Path root, String service, String image) {
        try {
            var docker = new ProcessBuilder("docker", "build", "-q", "--build-arg", "SERVICE=" + service, "-t", image,
                    root.toString()).inheritIO().start();
            if (docker.waitFor() != 0) {
                throw new StartFailed("The image of " + service + " is not built; see above");
            }
        } catch (IOException e) {
            throw new StartFailed("No `docker` command to build the images with", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailed("Interrupted", e);
        }
    }
}
