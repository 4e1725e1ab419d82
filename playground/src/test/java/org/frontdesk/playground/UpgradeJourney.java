package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** "Upgrade" of docs/operator.md, verbatim and under load; the two versions have the same code. */
@Tag("containers")
class UpgradeJourney {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final List<String> UPGRADE = OperatorsPage.commands("Upgrade");
    private static final List<String> UPGRADED = List.of(Playground.INQUIRY, Playground.NOTIFICATION);

    @TempDir
    private Path folder;

    private final Compose old = version("journey-old");
    private final Compose fresh = version("journey-new");

    @Test
    void an_upgrade_side_by_side_and_a_rollback_lose_and_duplicate_nothing() throws Exception {
        try (old) {
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
            Stream.of(old, fresh).flatMap(UpgradeJourney::images)
                    .forEach(image -> Compose.docker("image", "rm", image));
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
        return old.containers(service).stream()
                .map(container -> Compose.docker("inspect", "-f", "{{.Config.Image}}", container).strip()).toList();
    }

    private static void awaitMoreThan(Crowd crowd) {
        var now = crowd.confirmedSoFar();
        await().atMost(PATIENCE).until(() -> crowd.confirmedSoFar() >= now + 20);
    }

    private static Compose version(String version) {
        var environment = new HashMap<>(Compose.TRYING_OUT);
        environment.put("FRONTDESK_VERSION", version);
        // As behind a reverse proxy that forwards each visitor's address.
        environment.put("FRONTDESK_PROXYHOPS", "2");
        return new Compose("frontdesk-upgrade", environment);
    }

    private static Stream<String> images(Compose version) {
        return Stream.of(Playground.INQUIRY, Playground.NOTIFICATION, Playground.CONTENT)
                .map(service -> image(version, service));
    }

    private static String image(Compose version, String service) {
        return ComposeFile.read(Path.of("../docker-compose.yml"), version.environment()).image(service);
    }
}
