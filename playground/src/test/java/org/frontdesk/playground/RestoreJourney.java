package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** "Back up" and "Restore" of docs/operator.md, verbatim. */
@Tag("containers")
class RestoreJourney {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<String> BACK_UP = OperatorsPage.commands("Back up");
    private static final List<String> RESTORE = OperatorsPage.commands("Restore");

    /** The page's command blocks for one kind of backup or the other. */
    enum Backup {
        DUMP(0, 1), FOLDER(1, 0);

        private final String backUp;
        private final String putBack;

        Backup(int backUp, int putBack) {
            this.backUp = BACK_UP.get(backUp);
            this.putBack = RESTORE.get(putBack);
        }
    }

    @TempDir
    private Path backup;

    private final Compose compose = new Compose("frontdesk-restore", Compose.TRYING_OUT);

    @ParameterizedTest
    @EnumSource
    void after_a_restore_newer_inquiries_are_read_again_and_sent_only_once_an_operator_released_them(Backup kind)
            throws Exception {
        assumeTrue(kind != Backup.DUMP || dumps(), "the database's image has no pg_dump that reads its own server");
        try (compose) {
            compose.does("up", "-d", "--build");
            await().atMost(PATIENCE).ignoreExceptions()
                    .until(() -> compose.get(8081, "/forms/request-info").statusCode() == 200);
            submit("before the backup");
            awaitSent(2);
            compose.follows(kind.backUp, backup);
            var known = submit("after the backup");
            awaitSent(4);

            compose.does("stop", "notification-service", "postgres");
            compose.does("run", "--rm", "-T", "--no-deps", "postgres", "bash", "-c", "rm -rf /var/lib/postgresql/*");
            submit("while there is no database");
            compose.follows(kind.putBack, backup);
            rewind();
            compose.follows(RESTORE.get(4), backup);
            await().atMost(PATIENCE).until(() -> compose.count("SELECT count(*) FROM inquiry") == 3);
            await().atMost(PATIENCE).until(() -> rows("'due'") == 4 && rows("'sending'") == 0);
            assertThat(compose.mailbox()).hasSize(4);

            for (var mail : asOperator("GET", "/inquiries/" + known).get("mails")) {
                asOperator("POST", "/deliveries/" + mail.get("id").asString() + "/discard");
            }
            compose.follows(RESTORE.get(5), backup);
            await().atMost(PATIENCE).until(() -> compose.mailbox().size() == 6 && rows("'due', 'sending'") == 0);
            assertThat(compose.mailbox()).doesNotHaveDuplicates();
        }
    }

    private static boolean dumps() {
        var image = ComposeFile.read(Path.of("../docker-compose.yml"), Compose.TRYING_OUT).image("postgres");
        var version = Compose.docker("run", "--rm", "--entrypoint", "pg_dump", image, "--version");
        return version.contains(image.replace("postgres:", " ") + ".");
    }

    /** An hour ago in Kyiv time, which the page's command converts for Kafka. */
    private void rewind() {
        var hourBefore = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MINUTES);
        var clock = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Europe/Kyiv"));
        var asked = RESTORE.get(2).replaceFirst("2026-11-22 03:30", clock.format(hourBefore));
        compose.follows(asked.strip() + " > time", backup);
        var time = read(backup.resolve("time")).strip();
        assertThat(Instant.parse(time)).isEqualTo(hourBefore);
        compose.follows(RESTORE.get(3).replaceFirst("2026-11-22T01:30:00.000Z", time), backup);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the mailbox, and marked as sent in the database: a backup in between would have a mail in state sending. */
    private void awaitSent(int mails) {
        await().atMost(PATIENCE).ignoreExceptions()
                .until(() -> compose.mailbox().size() == mails && rows("'sent'") == mails);
    }

    private long rows(String states) {
        return compose.count("SELECT count(*) FROM delivery WHERE state IN (" + states + ")");
    }

    /** @return its reference */
    private String submit(String message) throws IOException, InterruptedException {
        var body = Map.of("email", message.replace(' ', '-') + "@example.net", "message", message, "consent", true);
        var answer = HTTP.send(HttpRequest.newBuilder(compose.address(8081, "/forms/request-info/inquiries"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JsonMapper.shared().writeValueAsBytes(body))).build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JsonMapper.shared().readTree(answer.body()).get("reference").asString();
    }

    private JsonNode asOperator(String method, String path) throws IOException, InterruptedException {
        var answer = HTTP.send(HttpRequest.newBuilder(compose.address(8082, path))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("operator:operator".getBytes()))
                .method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().isEmpty() ? null : JsonMapper.shared().readTree(answer.body());
    }
}
