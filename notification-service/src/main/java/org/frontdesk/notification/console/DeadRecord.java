package org.frontdesk.notification.console;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that could not be read or stored, without its data.
 *
 * @param id its place in the dead topic, {@code partition-offset}
 * @param origin its place in the topic it came from
 * @param key the record's key where it is an inquiry's id; anything else might hold personal data
 */
record DeadRecord(String id, String origin, String reason, Instant at, String key, int bytes) {

    static DeadRecord of(ConsumerRecord<byte[], byte[]> record) {
        var id = record.partition() + "-" + record.offset();
        var origin = header(record, "frontdesk-origin");
        return new DeadRecord(id, origin == null ? "unknown, " + id : origin, header(record, "frontdesk-reason"),
                Instant.ofEpochMilli(record.timestamp()), key(record.key()),
                record.value() == null ? 0 : record.value().length);
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String key(byte[] key) {
        try {
            return key == null ? null : UUID.fromString(new String(key, StandardCharsets.UTF_8)).toString();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
