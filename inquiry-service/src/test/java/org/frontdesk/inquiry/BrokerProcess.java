package org.frontdesk.inquiry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import kafka.tools.StorageTool;

/** A broker that can be killed and restarted on the same port with the same data, unlike the embedded one. */
class BrokerProcess implements AutoCloseable {
    private final Path folder;
    private final Path properties;
    private final int port = freePort();
    private Process process;

    BrokerProcess(Path folder) throws IOException {
        this.folder = folder;
        properties = Files.writeString(folder.resolve("broker.properties"), """
                process.roles=broker,controller
                node.id=1
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                controller.listener.names=CONTROLLER
                controller.quorum.bootstrap.servers=127.0.0.1:%2$d
                log.dirs=%3$s
                auto.create.topics.enable=false
                """.formatted(port, freePort(), folder.resolve("data")));
        StorageTool.execute(new String[]{"format", "--standalone", "--cluster-id", "4L6g3nShT-eMCtK--X86sw", "--config",
                properties.toString()}, System.out);
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    void start() throws IOException {
        var command = List.of(ProcessHandle.current().info().command().orElseThrow(), "-Xmx256m", "-cp",
                System.getProperty("java.class.path"), "kafka.Kafka", properties.toString());
        process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve("broker.log").toFile()).start();
    }

    /** Like kill -9. */
    void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    @Override
    public void close() {
        kill();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
