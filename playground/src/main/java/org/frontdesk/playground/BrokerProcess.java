package org.frontdesk.playground;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import kafka.Kafka;
import kafka.tools.StorageTool;

/** Main class of the broker's process. It also formats the storage before the first start, which saves a second JVM. */
final class BrokerProcess {

    private BrokerProcess() {}

    static void main(String[] args) throws IOException {
        ProcessHandle.current().parent().ifPresent(playground -> playground.onExit().thenRun(BrokerProcess::end));
        var properties = Path.of(args[0]);
        Path formatted = properties.resolveSibling("formatted");
        if (Files.notExists(formatted)) {
            StorageTool.execute(new String[]{"format", "--standalone", "--cluster-id", args[1], "--config", args[0]},
                    System.out);
            Files.createFile(formatted);
        }
        Kafka.main(new String[]{args[0]});
    }

    private static void end() {
        Runtime.getRuntime().halt(1);
    }
}
