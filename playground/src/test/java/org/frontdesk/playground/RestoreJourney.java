package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** "Back up" and "Restore" of docs/operator.md, word for word. */
@Tag("containers")
class RestoreJourney {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String BACKUP = "cd /var/lib/postgresql && tar -czf /backup/frontdesk-postgres.tar.gz .";
    private static final String RESTORE = "cd /var/lib/postgresql && rm -rf ./* && tar -xzf"
            + " /backup/frontdesk-postgres.tar.gz";

    @TempDir
    private Path backup;

    private final Compose compose = new Compose("frontdesk-restore", Compose.TRYING_OUT);

    @Test
    void what_came_after_the_backup_is_read_again_and_sent_only_when_an_operator_has_looked() throws Exception {
        try (compose) {
            compose.does("up", "-d", "--build");
            await().atMost(PATIENCE).ignoreExceptions()
                    .until(() -> compose.get(8081, "/forms/request-info").statusCode() == 200);
            submit("before the backup");
            awaitSent(2);
            compose.does("stop", "postgres");
            inDatabasesFolder(BACKUP);
            compose.does("start", "postgres");
            var known = submit("after the backup");
            awaitSent(4);

            compose.does("stop", "notification-service", "postgres");
            inDatabasesFolder("rm -rf /var/lib/postgresql/*");
            submit("while there is no database");
            inDatabasesFolder(RESTORE);
            compose.does("start", "postgres");
            rewind();
            up(Map.of("FRONTDESK_DELIVERY_HELD", "true"));
            await().atMost(PATIENCE).until(() -> compose.count("SELECT count(*) FROM inquiry") == 3);
            await().atMost(PATIENCE).until(() -> rows("'due'") == 4 && rows("'sending'") == 0);
            assertThat(compose.mailbox()).hasSize(4);

            for (var mail : asOperator("GET", "/inquiries/" + known).get("mails")) {
                asOperator("POST", "/deliveries/" + mail.get("id").asString() + "/discard");
            }
            up(Map.of());
            await().atMost(PATIENCE).until(() -> compose.mailbox().size() == 6 && rows("'due', 'sending'") == 0);
            assertThat(compose.mailbox()).doesNotHaveDuplicates();
        }
    }

    private void inDatabasesFolder(String command) {
        compose.does("run", "--rm", "-T", "--no-deps", "-v", backup + ":/backup", "postgres", "bash", "-c", command);
    }

    private void rewind() {
        var toHourBefore = LocalDateTime.ofInstant(Instant.now().minus(Duration.ofHours(1)), ZoneOffset.UTC)
                .withNano(0) + ".000";
        compose.does("exec", "-T", "kafka", "/opt/kafka/bin/kafka-consumer-groups.sh", "--bootstrap-server",
                "localhost:9092", "--group", "notification", "--topic", "inquiries", "--reset-offsets",
                "--to-datetime", toHourBefore, "--execute");
    }

    private void up(Map<String, String> more) {
        var environment = new HashMap<>(compose.environment());
        environment.putAll(more);
        new Compose(compose.project(), environment).does("up", "-d", "notification-service");
    }

    /** In the mailbox, and written down: a backup in between would hold a mail as under way. */
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
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
        return answer.body().isEmpty() ? null : JsonMapper.shared().readTree(answer.body());
    }
}
