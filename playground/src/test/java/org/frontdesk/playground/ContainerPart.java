package org.frontdesk.playground;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Callable;

import com.github.dockerjava.api.exception.NotModifiedException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame;

/** A container that keeps its disk, name and ports when it is killed. Its output goes to a log file. */
final class ContainerPart implements Restartable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String name;
    private final Run run;
    private final GenericContainer<?> container;
    private final Callable<Boolean> ready;
    private boolean created;

    ContainerPart(String name, Run run, GenericContainer<?> container, Callable<Boolean> ready) {
        this.name = name;
        this.run = run;
        this.container = container;
        this.ready = ready;
    }

    @Override
    public void start() {
        if (created) {
            container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
        } else {
            container.start();
            created = true;
        }
        container.followOutput(this::log);
        await(name).atMost(PATIENCE).ignoreExceptions().until(ready);
        run.say(name, "ready in a container");
    }

    @Override
    public void kill() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    /** As an orchestrator does it: SIGTERM, then SIGKILL after some seconds. */
    @Override
    public void close() {
        if (!created) {
            return;
        }
        created = false;
        try {
            container.getDockerClient().stopContainerCmd(container.getContainerId()).withTimeout(20).exec();
        } catch (NotModifiedException stoppedAlready) {
            // a test has removed it
        }
        container.stop();
    }

    /** The output of a command in the container, as bytes. */
    String said(String... command) {
        try {
            return container.execInContainer(StandardCharsets.ISO_8859_1, command).getStdout();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    GenericContainer<?> container() {
        return container;
    }

    private void log(OutputFrame frame) {
        if (frame.getBytes() == null) {
            return;
        }
        try {
            Files.write(run.log(name), frame.getBytes(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
