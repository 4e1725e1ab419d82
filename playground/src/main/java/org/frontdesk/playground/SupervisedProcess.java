package org.frontdesk.playground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A process that the playground keeps running: once it has been ready, it is restarted whenever it ends, as an
 * orchestrator would do it, until {@link #kill} or {@link #close}. Its output goes to a log file.
 */
final class SupervisedProcess implements Restartable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final Duration LAST_BACK_OFF = Duration.ofSeconds(30);
    private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

    private final String name;
    private final Run run;
    private final Path log;
    private final List<String> command;
    private final Map<String, String> environment;
    private final BooleanSupplier ready;

    private Process process;
    private boolean wanted;
    private boolean closed;
    private Duration backOff = FIRST_BACK_OFF;

    SupervisedProcess(String name, Run run, List<String> command, Map<String, String> environment,
            BooleanSupplier ready) {
        this.name = name;
        this.run = run;
        this.log = run.log(name);
        this.command = command;
        this.environment = environment;
        this.ready = ready;
    }

    /** Returns once it is ready. Fails if it ends before that, or is not ready within two minutes. */
    @Override
    public void start() {
        var began = Instant.now();
        run.say(name, "starting");
        Process started = spawn();
        try {
            if (!becomesReady(started)) {
                throw run.failure(name, started.isAlive()
                        ? "is not ready after " + PATIENCE.toMinutes() + " minutes. The last lines of its log:"
                        : "ended at its start, exit code " + started.exitValue() + ". The last lines of its log:",
                        null);
            }
        } catch (StartFailed failed) {
            kill();
            throw failed;
        }
        run.say(name, "ready in " + seconds(began));
        keepAlive(started);
    }

    /** SIGKILL. It stays down until {@link #start}. */
    @Override
    public void kill() {
        Process killed = release();
        if (killed != null) {
            ends(killed.destroyForcibly());
        }
    }

    /** SIGTERM, then SIGKILL if it still runs after some seconds. It cannot be started again. */
    @Override
    public void close() {
        retire();
        Process ended = release();
        if (ended != null) {
            ended.destroy();
            if (!ends(ended)) {
                ends(ended.destroyForcibly());
            }
        }
    }

    /** Not {@code onExit()}: it needs a thread of the common pool, which may be the one that waits here. */
    private static boolean ends(Process process) {
        try {
            return process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    synchronized ProcessHandle handle() {
        return process.toHandle();
    }

    private synchronized Process release() {
        wanted = false;
        return process;
    }

    /** From now on it is not restarted, and cannot be started. */
    synchronized void retire() {
        closed = true;
        wanted = false;
    }

    private synchronized Process spawn() {
        if (closed) {
            throw new StartFailed(name + " is closed");
        }
        if (process != null && process.isAlive()) {
            throw new IllegalStateException(name + " runs already");
        }
        var builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        wanted = true;
        StaleProcesses.record(run, process.toHandle());
        return process;
    }

    private boolean becomesReady(Process started) {
        var end = Instant.now().plus(PATIENCE);
        try {
            while (Instant.now().isBefore(end)) {
                if (ready.getAsBoolean()) {
                    return true;
                }
                if (started.waitFor(100, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
            return false;
        } catch (InterruptedException e) {
            throw new StartFailed(name + ": start given up", e);
        }
    }

    private void keepAlive(Process started) {
        var since = Instant.now();
        started.onExit().thenRun(() -> ended(started, since));
    }

    /** The back-off also gives Ctrl-C, which reaches all processes at once, time to cancel the restart silently. */
    private synchronized void ended(Process ended, Instant since) {
        if (since.plus(LAST_BACK_OFF.multipliedBy(2)).isBefore(Instant.now())) {
            backOff = FIRST_BACK_OFF;
        }
        CompletableFuture.delayedExecutor(backOff.toMillis(), TimeUnit.MILLISECONDS, VIRTUAL)
                .execute(() -> startAgain(ended));
        Duration doubled = backOff.multipliedBy(2);
        backOff = doubled.compareTo(LAST_BACK_OFF) < 0 ? doubled : LAST_BACK_OFF;
    }

    private void startAgain(Process ended) {
        var began = Instant.now();
        Process started;
        synchronized (this) {
            if (!wanted || process != ended) {
                return;
            }
            run.say(name, "ended with exit code " + ended.exitValue() + ", starting it again (log: " + log + ")");
            started = spawn();
            keepAlive(started);
        }
        if (becomesReady(started)) {
            run.say(name, "ready again after " + seconds(began));
        }
    }

    static String seconds(Instant since) {
        return "%.1f s".formatted(Duration.between(since, Instant.now()).toMillis() / 1000.0);
    }
}
