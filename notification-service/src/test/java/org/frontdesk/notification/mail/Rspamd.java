package org.frontdesk.notification.mail;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The spam filter rspamd with Debian's configuration, as if the clinic's relay had delivered the mail. It uses no
 * network.
 */
final class Rspamd implements AutoCloseable {
    private static final Path CONFIGURATION = Path.of("src/test/resources/rspamd").toAbsolutePath();

    private final HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    private final int port = freePort();
    private final Process process;

    Rspamd(Path folder) throws IOException {
        Files.createDirectories(folder);
        var work = folder.toAbsolutePath();
        process = new ProcessBuilder("rspamd", "--insecure", "--no-fork", "--config", "/etc/rspamd/rspamd.conf",
                "--var=LOCAL_CONFDIR=" + CONFIGURATION, "--var=DBDIR=" + work, "--var=RUNDIR=" + work,
                "--var=LOGDIR=" + work, "--var=PORT=" + port).redirectErrorStream(true)
                .redirectOutput(work.resolve("rspamd.log").toFile()).start();
        await("rspamd, see " + work + "/rspamd.log").atMost(Duration.ofMinutes(3)).failFast(() -> !process.isAlive())
                .until(this::answers);
    }

    private boolean answers() throws InterruptedException {
        try {
            return send(HttpRequest.newBuilder(at("/ping")).build()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Its response: the score and its symbols. */
    JsonNode judge(String from, String recipient, byte[] bytes) throws IOException, InterruptedException {
        var answer = send(HttpRequest.newBuilder(at("/checkv2")).header("IP", "192.0.2.10")
                .header("Helo", "mail.example.org").header("Hostname", "mail.example.org").header("From", from)
                .header("Rcpt", recipient).POST(BodyPublishers.ofByteArray(bytes)).build());
        return JsonMapper.shared().readTree(answer.body());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.close();
    }
}
