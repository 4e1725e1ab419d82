package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    @TempDir
    Path folder;
    TestRun runs;
    Database database;

    @BeforeEach
    void start() {
        runs = TestRun.in(folder);
        database = new Database(runs.run());
        database.start();
    }

    @AfterEach
    void end() {
        database.close();
    }

    @Test
    void is_postgres18_with_unicode_case_folding_and_synchronous_commits() throws SQLException {
        assertThat(ask("SHOW server_version")).startsWith("18.");
        assertThat(ask("SELECT lower('ЗАПИТ ÄÖ')")).isEqualTo("запит äö");
        assertThat(ask("SHOW synchronous_commit")).isEqualTo("on");
        assertThat(ask("SHOW listen_addresses")).isEqualTo("127.0.0.1");
    }

    @Test
    void keeps_committed_data_and_port_after_a_kill() throws SQLException {
        tell("CREATE TABLE kept AS SELECT 'before the kill' AS it");
        ProcessHandle killed = database.postmaster().orElseThrow();

        database.kill();
        assertThat(killed).matches(gone -> !StaleProcesses.isAlive(gone));

        database.start();
        assertThat(ask("SELECT it FROM kept")).isEqualTo("before the kill");
    }

    @Test
    void is_restarted_with_its_data_when_it_dies_and_the_console_says_so() throws SQLException {
        tell("CREATE TABLE kept AS SELECT 'before its death' AS it");
        ProcessHandle died = database.postmaster().orElseThrow();

        died.destroyForcibly();

        await().atMost(Duration.ofSeconds(60))
                .until(() -> runs.console().stream().anyMatch(line -> line.contains("ready again")));
        assertThat(runs.console()).anyMatch(line -> line.matches("\\s+postgres\\s+ended, starting it again.*"));
        assertThat(database.postmaster()).isNotEqualTo(Optional.of(died));
        assertThat(ask("SELECT it FROM kept")).isEqualTo("before its death");
    }

    /** As in a container without an init process: the dead server is not reaped, so its process id stays in use. */
    @Test
    void is_restarted_although_its_lock_file_names_a_zombie() throws Exception {
        tell("CREATE TABLE kept AS SELECT 'before its death' AS it");
        Path lock = runs.run().data().resolve("postgres/postmaster.pid");
        List<String> lines = Files.readAllLines(lock);
        database.kill();
        Process parent = new ProcessBuilder("sh", "-c", "sleep 0 & echo $!; exec sleep 60").start();
        try (var output = parent.inputReader()) {
            lines.set(0, output.readLine());
            var zombie = ProcessHandle.of(Long.parseLong(lines.getFirst())).orElseThrow();
            await().until(() -> zombie.info().command().isEmpty());
            Files.write(lock, lines);

            database.start();

            assertThat(zombie.isAlive()).isTrue();
            assertThat(ask("SELECT it FROM kept")).isEqualTo("before its death");
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void leaves_no_process_when_closed() {
        ProcessHandle postmaster = database.postmaster().orElseThrow();
        List<ProcessHandle> all = Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        assertThat(all).hasSizeGreaterThan(1);

        database.close();

        assertThat(all).noneMatch(StaleProcesses::isAlive);
    }

    private String ask(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void tell(String command) throws SQLException {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), "");
    }
}
