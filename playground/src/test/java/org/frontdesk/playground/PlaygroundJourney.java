package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The playground itself: it starts processes, keeps them running, and stops them. */
@Tag("processes")
class PlaygroundJourney {
    private static final Path ROOT = Path.of("..");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @Test
    void a_dead_service_is_restarted_one_can_be_scaled_and_no_process_is_left_after_the_end() {
        var runs = TestRun.in(folder);
        List<ProcessHandle> others = ProcessHandle.current().descendants().toList();
        List<ProcessHandle> started;
        try (var playground = new Playground(runs.run(), ROOT, Map.of())) {
            playground.start();

            SupervisedProcess content = playground.service(Playground.CONTENT);
            ProcessHandle died = content.handle();
            died.destroyForcibly();
            await().atMost(Duration.ofSeconds(60)).until(() -> said(runs, "content-service", "ready again"));
            assertThat(content.handle()).isNotEqualTo(died);
            assertThat(said(runs, "content-service", "ended with exit code 137, starting it again")).isTrue();

            var more = Ports.free();
            playground.another(new Service(Playground.CONTENT, more.content(), more.contentManagement()), Map.of());
            assertThat(Ports.free(more.content())).isFalse();
            started = processes(playground).filter(process -> !others.contains(process)).toList();
            assertThat(started).hasSizeGreaterThan(6);
        }
        assertThat(started).noneMatch(StaleProcesses::isAlive);
        runs.ports().check();
    }

    @Test
    void a_service_that_cannot_start_is_reported_with_the_end_of_its_log_and_the_path_of_the_log() {
        var runs = TestRun.in(folder);
        Map<String, String> settings = Map.of("FRONTDESK_SITE", folder.resolve("nowhere").toString());
        var content = new Service(Playground.CONTENT, runs.ports().content(), runs.ports().contentManagement());

        try (SupervisedProcess process = content.in(runs.run(), "content-service", content.jar(ROOT), settings)) {
            assertThatThrownBy(process::start).isInstanceOf(StartFailed.class)
                    .hasMessageStartingWith("content-service ended at its start, exit code 1.")
                    .hasMessageContaining("nowhere")
                    .hasMessageEndingWith("The whole log: " + runs.run().log("content-service"));
        }
    }

    @Test
    void each_service_names_every_missing_text_of_a_language_and_the_mistakes_are_counted() {
        var runs = TestRun.in(folder.resolve("run"));
        Path site = SiteWithNewLanguages.in(folder.resolve("site")).withoutTexts("he");
        Map<String, String> settings = Map.of("FRONTDESK_SITE", site.toString());

        try (var playground = new Playground(runs.run(), ROOT, Map.of(Playground.INQUIRY, settings,
                Playground.NOTIFICATION, settings, Playground.CONTENT, settings))) {
            assertThatThrownBy(playground::start).isInstanceOfSatisfying(StartFailed.class,
                    failed -> SiteWithNewLanguages.SERVICES
                            .forEach(service -> assertThat(failed).hasMessageContainingAll(
                                    Stream.concat(Stream.of(service + " ended at its start"),
                                            SiteWithNewLanguages.english(service).keySet().stream()
                                                    .map(Object::toString))
                                            .toArray(String[]::new))))
                    .hasMessageEndingWith(
                            "The site folder has %d mistake(s), so nothing was started. Fix the lines above, "
                                    .formatted(SiteWithNewLanguages.SERVICES.stream()
                                            .mapToInt(service -> SiteWithNewLanguages.english(service).size()).sum())
                                    + "then start again.");
        }
    }

    @Test
    void dead_engines_are_restarted_with_their_data_and_the_next_inquiry_is_mailed() throws Exception {
        var runs = TestRun.in(folder);
        try (var playground = new Playground(runs.run(), ROOT, Map.of())) {
            playground.start();
            submit(runs, "before");
            await().atMost(Duration.ofSeconds(60)).until(() -> mails(runs).size() == 2);

            playground.database().postmaster().orElseThrow().destroyForcibly();
            await().atMost(Duration.ofSeconds(60)).until(() -> said(runs, "postgres", "ready again"));
            submit(runs, "after PostgreSQL's death");
            await().atMost(Duration.ofSeconds(60)).until(() -> mails(runs).size() == 4);

            playground.broker().handle().destroyForcibly();
            await().atMost(Duration.ofSeconds(60)).until(() -> said(runs, "kafka", "ready again"));
            await().atMost(Duration.ofSeconds(60)).until(() -> submit(runs, "after the broker's death") == 202);
            await().atMost(Duration.ofSeconds(60)).until(() -> mails(runs).size() >= 6);

            assertThat(inquiries(playground)).isGreaterThanOrEqualTo(3);
        }
    }

    private static int submit(TestRun runs, String message) throws Exception {
        String body = JsonMapper.shared().writeValueAsString(Map.of("email", "visitor@example.net", "message", message,
                "language", "en", "topic", "general", "consent", true));
        return HTTP.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + runs.ports().inquiry()
                + "/forms/request-info/inquiries")).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)).build(), BodyHandlers.discarding()).statusCode();
    }

    private static JsonNode mails(TestRun runs) throws Exception {
        var mailbox = URI.create("http://127.0.0.1:" + runs.ports().mailbox() + "/api/v1/messages");
        return JsonMapper.shared().readTree(HTTP.send(HttpRequest.newBuilder(mailbox).build(), BodyHandlers.ofString())
                .body()).get("messages");
    }

    private static int inquiries(Playground playground) throws SQLException {
        Database database = playground.database();
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), "");
                ResultSet rows = connection.createStatement().executeQuery("SELECT count(*) FROM inquiry")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static boolean said(TestRun runs, String name, String what) {
        return runs.console().stream().anyMatch(line -> line.contains(name) && line.contains(what));
    }

    /** PostgreSQL detaches from its parent, so it is listed separately. */
    private static Stream<ProcessHandle> processes(Playground playground) {
        ProcessHandle postmaster = playground.database().postmaster().orElseThrow();
        return Stream.of(ProcessHandle.current().descendants(), Stream.of(postmaster), postmaster.descendants())
                .flatMap(processes -> processes);
    }
}
