package org.frontdesk.playground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import tools.jackson.databind.json.JsonMapper;

/**
 * Docker Compose's command line as an operator uses it, with a project of its own, on another loopback address than usual.
 *
 * @param root the folder with docker-compose.yml
 */
record Compose(String project, Path root, Map<String, String> environment) implements AutoCloseable {
    static final String ADDRESS = "127.0.0.2";
    /** The secrets, and that address. */
    static final Map<String, String> TRYING_OUT = Map.of("FRONTDESK_SECRET", "a secret of the tests, long enough",
            "POSTGRES_PASSWORD", "a password of the tests", "FRONTDESK_OPERATORS",
            "operator:$2a$10$tJuE2AyydiG2.UvyNr2q/eQuFzM529XoUb1rGFJ0JopD9O.IutrUS", "FRONTDESK_LISTEN", ADDRESS,
            "FRONTDESK_MAILBOX", ADDRESS);
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> COMMAND = command();
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    /** Replaces a `.env` that may exist here. */
    private static final Path NOTHING = emptyFile();

    record Said(int exit, String words) {}

    Compose(String project, Map<String, String> environment) {
        this(project, ROOT, environment);
    }

    /** The plugin, or the older separate program. */
    private static List<String> command() {
        return run(List.of("docker", "compose", "version"), Map.of()).exit() == 0
                ? List.of("docker", "compose")
                : List.of("docker-compose");
    }

    private static Path emptyFile() {
        try {
            var file = Files.createTempFile("nothing", ".env");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Said tries(String... arguments) {
        var command = new ArrayList<>(COMMAND);
        command.addAll(List.of("-p", project, "--env-file", NOTHING.toString()));
        command.addAll(List.of(arguments));
        return run(command, environment, root);
    }

    String does(String... arguments) {
        var said = tries(arguments);
        if (said.exit() != 0) {
            throw new IllegalStateException(String.join(" ", arguments) + ": " + said.words());
        }
        return said.words();
    }

    /** Runs commands from the documentation in that folder. */
    void follows(String commands, Path folder) {
        var command = String.join(" ", COMMAND) + " -p " + project + " --env-file " + NOTHING + " -f "
                + root.resolve("docker-compose.yml");
        var said = run(List.of("bash", "-ec", commands.replace("docker compose", command)), environment, folder);
        if (said.exit() != 0) {
            throw new IllegalStateException(commands + said.words());
        }
    }

    /** The Message-ID of each mail. */
    List<String> mailbox() throws IOException {
        var mails = new ArrayList<String>();
        for (int i = 0; i < 100; i++) {
            var page = JsonMapper.shared()
                    .readTree(get(8025, "/api/v1/messages?limit=500&start=" + mails.size()).body()).get("messages");
            if (page.isEmpty()) {
                return mails;
            }
            page.forEach(mail -> mails.add(mail.get("MessageID").asString()));
        }
        throw new AssertionError("More than 50,000 mails");
    }

    /** The result of a query for one number; -1 while the database does not respond. */
    long count(String sql) {
        var said = tries("exec", "-T", "postgres", "psql", "-U", "frontdesk", "-tAc", sql);
        return said.exit() == 0 ? Long.parseLong(said.words().strip()) : -1;
    }

    HttpResponse<String> get(int port, String path) throws IOException {
        try {
            return HTTP.send(request(port, path), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpRequest request(int port, String path) {
        return HttpRequest.newBuilder(address(port, path)).timeout(Duration.ofSeconds(10)).build();
    }

    URI address(int port, String path) {
        return URI.create("http://" + ADDRESS + ":" + port + path);
    }

    /** The ids of the running containers of that service. */
    List<String> containers(String service) {
        return docker("ps", "-q", "--filter", "label=com.docker.compose.project=" + project, "--filter",
                "label=com.docker.compose.service=" + service).lines().toList();
    }

    /** Concurrent requests to port 8083. */
    List<HttpResponse<String>> getAtOnce(String path, int times) {
        return Stream.generate(() -> HTTP.sendAsync(request(8083, path), BodyHandlers.ofString())).limit(times).toList()
                .stream().map(CompletableFuture::join).toList();
    }

    /** Like a power failure, followed by a restart. */
    void crash(String container) {
        docker("kill", container);
        docker("start", container);
    }

    /** By Docker's own health check. */
    boolean isHealthy(String container) {
        return docker("inspect", "-f", "{{.State.Health.Status}}", container).strip().equals("healthy");
    }

    static String docker(String... arguments) {
        var said = run(Stream.concat(Stream.of("docker"), Stream.of(arguments)).toList(), Map.of());
        if (said.exit() != 0) {
            throw new IllegalStateException(said.words());
        }
        return said.words();
    }

    private static Said run(List<String> command, Map<String, String> environment) {
        return run(command, environment, ROOT);
    }

    private static Said run(List<String> command, Map<String, String> environment, Path folder) {
        try {
            var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().putAll(environment);
            var process = builder.start();
            var words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor(), words);
        } catch (IOException noSuchProgram) {
            return new Said(127, noSuchProgram.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        does("down", "--volumes", "--timeout", "20");
    }
}
