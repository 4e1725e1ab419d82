package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
    Runs runs;
    Database database;

    @BeforeEach
    void start() {
        runs = Runs.in(folder);
        database = new Database(runs.run());
        database.start();
    }

    @AfterEach
    void end() {
        database.close();
    }

    @Test
    void isPostgres18ThatFoldsEveryScriptAndWaitsForItsCommits() throws SQLException {
        assertThat(ask("SHOW server_version")).startsWith("18.");
        assertThat(ask("SELECT lower('ЗАПИТ ÄÖ')")).isEqualTo("запит äö");
        assertThat(ask("SHOW synchronous_commit")).isEqualTo("on");
        assertThat(ask("SHOW listen_addresses")).isEqualTo("127.0.0.1");
    }

    @Test
    void keepsWhatWasCommittedOverAKillAndComesBackOnItsPort() throws SQLException {
        tell("CREATE TABLE kept AS SELECT 'before the kill' AS it");
        ProcessHandle killed = database.postmaster().orElseThrow();

        database.kill();
        assertThat(killed).matches(gone -> !Leftovers.lives(gone));

        database.start();
        assertThat(ask("SELECT it FROM kept")).isEqualTo("before the kill");
    }

    @Test
    void isStartedAgainWithItsDataWhenItDiesByItselfAndTheConsoleSaysSo() throws SQLException {
        tell("CREATE TABLE kept AS SELECT 'before its death' AS it");
        ProcessHandle died = database.postmaster().orElseThrow();

        died.destroyForcibly();

        await().atMost(Duration.ofSeconds(60))
                .until(() -> runs.console().stream().anyMatch(line -> line.contains("ready again")));
        assertThat(runs.console()).anyMatch(line -> line.matches("\\s+postgres\\s+ended, starting it again.*"));
        assertThat(database.postmaster()).isNotEqualTo(Optional.of(died));
        assertThat(ask("SELECT it FROM kept")).isEqualTo("before its death");
    }

    @Test
    void leavesNoProcessWhenClosed() {
        ProcessHandle postmaster = database.postmaster().orElseThrow();
        List<ProcessHandle> all = Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        assertThat(all).hasSizeGreaterThan(1);

        database.close();

        assertThat(all).noneMatch(Leftovers::lives);
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
