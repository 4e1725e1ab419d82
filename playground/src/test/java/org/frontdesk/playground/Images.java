package org.frontdesk.playground;

import java.util.List;

/** Builds the services' images from the Dockerfile, as an operator does it; Docker caches what has not changed. */
final class Images {
    private Images() {}

    static void build(ComposeFile compose) {
        for (var service : List.of(Playground.INQUIRY, Playground.NOTIFICATION, Playground.CONTENT)) {
            Compose.docker("build", "-q", "--build-arg", "SERVICE=" + service, "-t", compose.image(service), ".");
        }
    }
}
