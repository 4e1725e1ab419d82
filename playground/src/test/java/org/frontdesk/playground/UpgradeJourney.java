package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * "Upgrade" and rollback as docs/operator.md describes them, from the last release while visitors send inquiries. The last
 * release's images are built from its commit, so this needs a clone with its history.
 */
@Tag("containers")
class UpgradeJourney {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final List<String> UPGRADE = OperatorsPage.commands("Upgrade");
    private static final String OLD = "journey-old";
    private static final String NEW = "journey-new";
    private static final List<String> UPGRADED = List.of(Playground.INQUIRY, Playground.NOTIFICATION);

    /** Set in playground/pom.xml. */
    private static final String LAST_RELEASE = System.getProperty("upgrade.from");

    @TempDir
    private Path folder;

    private final Compose fresh = version(NEW, Compose.ROOT);

    @Test
    void an_upgrade_side_by_side_and_a_rollback_lose_and_duplicate_nothing() throws Exception {
        try (var old = version(OLD, lastRelease())) {
            old.does("up", "-d", "--build");
            await().atMost(PATIENCE).ignoreExceptions()
                    .until(() -> old.get(8081, "/forms/request-info").statusCode() == 200);
            try (var crowd = new Crowd(old.address(8081, "/"), Integer.MAX_VALUE, 4, PAUSE)) {
                // Without the page's `git merge`: there is nothing to merge.
                fresh.follows(UPGRADE.get(1).replace("git merge && ", ""), folder);
                for (var service : UPGRADED) {
                    change(service, old, fresh, crowd);
                }
                for (var service : UPGRADED) {
                    change(service, fresh, old, crowd);
                }
                crowd.closeDoor();
                await().atMost(PATIENCE).until(crowd::isThrough);
                var account = new CrowdMails(old, crowd);
                await().atMost(PATIENCE).until(account::isSettled);
                account.holds();
            }
        } finally {
            Stream.of(OLD, NEW).forEach(UpgradeJourney::removeImages);
        }
    }

    /** The three commands of the page; the second is repeated until it prints the expected output. */
    private void change(String service, Compose from, Compose to, Crowd crowd) {
        var commands = UPGRADE.get(2).replace(Playground.NOTIFICATION, service).split("\n");
        to.follows(commands[0], folder);
        await().atMost(PATIENCE).until(() -> to.containers(service).stream().allMatch(to::isHealthy));
        assertThat(running(service)).containsExactlyInAnyOrder(image(from, service), image(to, service));
        awaitMoreThan(crowd);
        to.follows(commands[2], folder);
        await().atMost(PATIENCE).until(() -> to.containers(service).stream().allMatch(to::isHealthy));
        assertThat(running(service)).containsExactly(image(to, service));
        awaitMoreThan(crowd);
    }

    private List<String> running(String service) {
        return fresh.containers(service).stream()
                .map(container -> Compose.docker("inspect", "-f", "{{.Config.Image}}", container).strip()).toList();
    }

    private static void awaitMoreThan(Crowd crowd) {
        var now = crowd.confirmedSoFar();
        await().atMost(PATIENCE).until(() -> crowd.confirmedSoFar() >= now + 20);
    }

    private Path lastRelease() throws IOException, InterruptedException {
        var source = Files.createDirectory(folder.resolve("last-release"));
        var checkout = new ProcessBuilder("bash", "-c",
                "set -o pipefail; git -C \"$0\" archive \"$1\" | tar -x -C \"$2\"",
                Compose.ROOT.toString(), LAST_RELEASE, source.toString()).inheritIO().start();
        assertThat(checkout.waitFor()).as("The clone has the commit " + LAST_RELEASE + " of the last release").isZero();
        return source;
    }

    private static Compose version(String version, Path root) {
        var environment = new HashMap<>(Compose.TRYING_OUT);
        environment.put("FRONTDESK_VERSION", version);
        // As behind a reverse proxy that forwards each visitor's address.
        environment.put("FRONTDESK_PROXYHOPS", "2");
        return new Compose("frontdesk-upgrade", root, environment);
    }

    private static void removeImages(String version) {
        Compose.docker("images", "-q", "--filter", "reference=frontdesk/*:" + version).lines().distinct()
                .forEach(image -> Compose.docker("image", "rm", "-f", image));
    }

    private static String image(Compose version, String service) {
        return ComposeFile.read(version.root().resolve("docker-compose.yml"), version.environment()).image(service);
    }
}
