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
 * A real PostgreSQL. It keeps its port and data over a kill and a new start, and like every {@link Program} is started
 * again when it ends by itself.
 */
final class Database implements Part {
    private static final String NAME = "postgres";
    private static final Duration GLANCE = Duration.ofMillis(200);
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
        Instant began = Instant.now();
        run.say(NAME, "starting");
        spawn();
        run.say(NAME, "ready in " + Program.seconds(began));
    }

    private void spawn() {
        try {
            postgres = settings().start();
            server = postmaster().orElseThrow();
            wanted = true;
            Leftovers.remember(run, server);
            keepAlive(server);
        } catch (IOException | RuntimeException e) {
            kill();
            throw run.failure(NAME, "does not start: " + e.getMessage() + ". The last lines of its log:", e);
        }
    }

    /** Looked at now and then: the server is no child of this process, see {@link Leftovers#ends}. */
    private void keepAlive(ProcessHandle started) {
        Thread.ofVirtual().start(() -> {
            while (Leftovers.lives(started)) {
                LockSupport.parkNanos(GLANCE.toNanos());
            }
            later(() -> startAgain(started));
        });
    }

    private static void later(Runnable task) {
        CompletableFuture.delayedExecutor(BACK_OFF.toMillis(), TimeUnit.MILLISECONDS).execute(task);
    }

    /** What the server left behind may still hold its memory, so a start that fails is tried again. */
    private synchronized void startAgain(ProcessHandle ended) {
        if (!wanted || server != ended) {
            return;
        }
        Instant began = Instant.now();
        run.say(NAME, "ended, starting it again (log: " + run.log(NAME) + ")");
        release();
        try {
            spawn();
            run.say(NAME, "ready again after " + Program.seconds(began));
        } catch (StartFailed failed) {
            wanted = true;
            run.say(NAME, "does not start again yet");
            later(() -> startAgain(ended));
        }
    }

    /** SIGKILL to the server and all its workers. It stays down until {@link #start}. */
    @Override
    public synchronized void kill() {
        wanted = false;
        List<ProcessHandle> all = processes();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> Leftovers.ends(process, Duration.ofSeconds(10)));
        release();
    }

    @Override
    public synchronized void close() {
        retire();
        release();
    }

    /** From here on its end is no reason to start it again. */
    synchronized void retire() {
        closed = true;
        wanted = false;
    }

    /** Ends the server where it still runs, and gives the lock on its data back. */
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
        all.stream().filter(process -> !Leftovers.ends(process, Duration.ofSeconds(5)))
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
            String id = Files.readAllLines(data().resolve("postmaster.pid")).getFirst().strip();
            return ProcessHandle.of(Long.parseLong(id));
        } catch (IOException notRunning) {
            return Optional.empty();
        }
    }

    private Path data() {
        return run.data().resolve("postgres");
    }

    /**
     * The library trades durability for speed; here a commit must outlive a kill, so it waits for the log. (Only a power
     * cut could still lose it: fsync stays off.) No socket file: nothing is left outside the run's folder. The locale is
     * fixed, for a machine's own may not exist among the server's.
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
