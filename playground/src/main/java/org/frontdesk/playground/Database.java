package org.frontdesk.playground;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A real PostgreSQL. It keeps its port and data when it is killed and restarted, and like a {@link SupervisedProcess} it
 * is restarted when it ends unexpectedly.
 */
final class Database implements Restartable {
    private static final String NAME = "postgres";
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
    private static final Duration BACK_OFF = Duration.ofSeconds(1);

    private final Run run;
    private EmbeddedPostgres postgres;
    private ProcessHandle server;
    private boolean wanted;
    private boolean closed;

    Database(Run run) {
        this.run = run;
    }

    @Override
    public synchronized void start() {
        if (closed) {
            throw new StartFailed(NAME + " is closed");
        }
        var began = Instant.now();
        run.say(NAME, "starting");
        spawn();
        run.say(NAME, "ready in " + SupervisedProcess.seconds(began));
    }

    private void spawn() {
        try {
            removeStaleLock();
            postgres = settings().start();
            server = postmaster().orElseThrow();
            wanted = true;
            StaleProcesses.record(run, server);
            keepAlive(server);
        } catch (IOException | RuntimeException e) {
            kill();
            throw run.failure(NAME, "does not start: " + e.getMessage() + ". The last lines of its log:", e);
        }
    }

    /**
     * PostgreSQL takes a zombie for a running server, and refuses to start. A zombie stays where no init process reaps it,
     * as in many containers. While the dead server's workers still run, its lock must stay: it protects their memory.
     */
    private void removeStaleLock() throws IOException {
        if (postmaster().filter(StaleProcesses::isAlive).isEmpty() && !hasWorkers()) {
            Files.deleteIfExists(lock());
        }
    }

    /** Workers have the data directory as working directory. Without /proc, as on macOS, zombies are always reaped. */
    private boolean hasWorkers() throws IOException {
        Path data = data().toAbsolutePath();
        return ProcessHandle.allProcesses().filter(StaleProcesses::isAlive)
                .map(process -> Path.of("/proc", "" + process.pid(), "cwd")).anyMatch(link -> isLinkTo(link, data));
    }

    private static boolean isLinkTo(Path link, Path target) {
        try {
            return Files.readSymbolicLink(link).equals(target);
        } catch (IOException e) {
            return false; // another user's process, or it has ended
        }
    }

    /** Polls, because the server is not a child of this process: see {@link StaleProcesses#awaitEnd}. */
    private void keepAlive(ProcessHandle started) {
        Thread.ofVirtual().start(() -> {
            while (StaleProcesses.isAlive(started)) {
                LockSupport.parkNanos(POLL_INTERVAL.toNanos());
            }
            later(() -> startAgain(started));
        });
    }

    private static void later(Runnable task) {
        CompletableFuture.delayedExecutor(BACK_OFF.toMillis(), TimeUnit.MILLISECONDS).execute(task);
    }

    /** Workers of the dead server may still use its shared memory: a failed start is retried. */
    private synchronized void startAgain(ProcessHandle ended) {
        if (!wanted || server != ended) {
            return;
        }
        var began = Instant.now();
        run.say(NAME, "ended, starting it again (log: " + run.log(NAME) + ")");
        release();
        try {
            spawn();
            run.say(NAME, "ready again after " + SupervisedProcess.seconds(began));
        } catch (StartFailed failed) {
            wanted = true;
            run.say(NAME, "does not start again yet");
            later(() -> startAgain(ended));
        }
    }

    /** SIGKILL for the server and all its workers. It stays down until {@link #start}. */
    @Override
    public synchronized void kill() {
        wanted = false;
        List<ProcessHandle> all = processes();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> StaleProcesses.awaitEnd(process, Duration.ofSeconds(10)));
        release();
    }

    @Override
    public synchronized void close() {
        retire();
        release();
    }

    /** From now on it is not restarted. */
    synchronized void retire() {
        closed = true;
        wanted = false;
    }

    /** Stops the server if it still runs, and releases the lock on its data. */
    private void release() {
        List<ProcessHandle> all = processes();
        try {
            if (postgres != null) {
                postgres.close();
                postgres = null;
            }
        } catch (IOException e) {
            run.say(NAME, "does not end: " + e.getMessage());
        }
        all.stream().filter(process -> !StaleProcesses.awaitEnd(process, Duration.ofSeconds(5)))
                .forEach(ProcessHandle::destroyForcibly);
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + run.ports().postgres() + "/postgres";
    }

    String user() {
        return "postgres";
    }

    private List<ProcessHandle> processes() {
        return postmaster().stream()
                .flatMap(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants())).toList();
    }

    Optional<ProcessHandle> postmaster() {
        try {
            String id = Files.readAllLines(lock()).getFirst().strip();
            return ProcessHandle.of(Long.parseLong(id));
        } catch (IOException notRunning) {
            return Optional.empty();
        }
    }

    private Path lock() {
        return data().resolve("postmaster.pid");
    }

    private Path data() {
        return run.data().resolve("postgres");
    }

    /**
     * The library trades durability for speed. Here a commit must survive a kill, so commits are synchronous; a power
     * failure could still lose one, since fsync stays off. There is no socket file, so nothing is left outside the run's
     * folder. The locale is fixed, because the server may not have the machine's own.
     */
    private EmbeddedPostgres.Builder settings() {
        ProcessBuilder.Redirect log = ProcessBuilder.Redirect.appendTo(run.log(NAME).toFile());
        return EmbeddedPostgres.builder().setPort(run.ports().postgres()).setDataDirectory(data())
                .setCleanDataDirectory(false).setRegisterShutdownHook(false).setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("listen_addresses", "127.0.0.1").setServerConfig("unix_socket_directories", "")
                .setServerConfig("synchronous_commit", "on").setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8").setLocaleConfig("locale", "C").setOutputRedirector(log)
                .setErrorRedirector(log);
    }
}
