package org.frontdesk.playground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;

/** Compacts a topic within seconds instead of a day or two. Closing it restores the topic's settings. */
final class Compaction implements AutoCloseable {
    private static final Map<String, String> AT_ONCE = Map.of("segment.ms", "1", "max.compaction.lag.ms", "1",
            "min.cleanable.dirty.ratio", "0", "delete.retention.ms", "0", "file.delete.delay.ms", "0");
    private static final ConfigResource EVERY_BROKER = new ConfigResource(Type.BROKER, "");

    private final Admin admin;
    private final ConfigResource topic;
    private final List<AlterConfigOp> before;

    Compaction(Topic topic) {
        this.admin = Admin.create(topic.broker());
        this.topic = new ConfigResource(Type.TOPIC, topic.name());
        this.before = AT_ONCE.keySet().stream().map(this::asItIs).toList();
        set(this.topic, AT_ONCE.entrySet().stream().map(each -> to(each.getKey(), each.getValue())).toList());
        set(EVERY_BROKER, List.of(to("log.cleaner.backoff.ms", "100")));
        // The active segment is not compacted, and a new one begins only with a write.
        for (int round = 0; round < 2; round++) {
            topic.writeNothingEverywhere();
        }
    }

    private static AlterConfigOp to(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), OpType.SET);
    }

    private AlterConfigOp asItIs(String name) {
        try {
            var entry = admin.describeConfigs(List.of(topic)).all().get().get(topic).get(name);
            return new AlterConfigOp(new ConfigEntry(name, entry.value()),
                    entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG ? OpType.SET : OpType.DELETE);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void set(ConfigResource where, List<AlterConfigOp> changes) {
        try {
            admin.incrementalAlterConfigs(Map.of(where, changes)).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All bytes that a broker stores of that topic in this folder, as one text. */
    static String bytes(Path data, String topic) {
        try (var files = Files.walk(data)) {
            return files.filter(file -> file.getParent().getFileName().toString().matches(topic + "-\\d+"))
                    .filter(file -> file.toString().endsWith(".log")).map(Compaction::text)
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that was deleted in the meantime is empty. */
    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        set(topic, before);
        set(EVERY_BROKER, List.of(new AlterConfigOp(new ConfigEntry("log.cleaner.backoff.ms", null), OpType.DELETE)));
        admin.close();
    }
}
