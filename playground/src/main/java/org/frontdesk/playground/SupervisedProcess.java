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
 * A process that the playground keeps running: once it has been ready, it is started again whenever it ends, as an
 * orchestrator would, until {@link #kill} or {@link #close}. Its output goes to a log file.
 */
final class Program implements Part {
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

    Program(String name, Run run, List<String> command, Map<String, String> environment, BooleanSupplier ready) {
        this.name = name;
        this.run = run;
        this.log = run.log(name);
        this.command = command;
        this.environment = environment;
        this.ready = ready;
    }

    /** Returns once it is ready; one that ends before that, or is not ready within two minutes, is a failed start. */
    @Override
    public void start() {
        Instant began = Instant.now();
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
        Process killed = give();
        if (killed != null) {
            ends(killed.destroyForcibly());
        }
    }

    /** SIGTERM, and SIGKILL for what is left after some seconds. It cannot be started again. */
    @Override
    public void close() {
        retire();
        Process ended = give();
        if (ended != null) {
            ended.destroy();
            if (!ends(ended)) {
                ends(ended.destroyForcibly());
            }
        }
    }

    /** Not by onExit(): that needs a thread of the common pool, which may be what is waiting here. */
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

    private synchronized Process give() {
        wanted = false;
        return process;
    }

    /** From here on its end is no reason to start it again, nor is anything else. */
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
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        wanted = true;
        Leftovers.remember(run, process.toHandle());
        return process;
    }

    private boolean becomesReady(Process started) {
        Instant end = Instant.now().plus(PATIENCE);
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
        Instant since = Instant.now();
        started.onExit().thenRun(() -> ended(started, since));
    }

    /** The back-off also gives Ctrl-C, which reaches every process at once, time to call this off before a word. */
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
        Instant began = Instant.now();
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
