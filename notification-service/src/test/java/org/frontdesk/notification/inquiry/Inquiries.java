package org.frontdesk.notification.inquiry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

import org.frontdesk.notification.Engines;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Events for tests, made from the contract's example. */
public final class Inquiries {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Inquiries() {}

    public static String example() {
        try {
            return Files.readString(Path.of("../contracts/inquiry-submitted.example.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another inquiry like the example, with its own id, reference and content. */
    public static ObjectNode another() {
        var event = (ObjectNode) JSON.readTree(example());
        var id = UUID.randomUUID();
        event.put("id", id.toString());
        event.put("reference", id.toString().substring(0, 14));
        event.put("contentHash", id.toString());
        return event;
    }

    /** A current one, since older ones are ignored. */
    public static ObjectNode canary() {
        return another().put("canary", true).put("submittedAt", Instant.now().toString());
    }

    public static void publish(ObjectNode event) {
        Engines.publish(event.get("id").asString(), event.toString().getBytes(StandardCharsets.UTF_8));
    }

    public static String reference(ObjectNode event) {
        return event.get("reference").asString();
    }
}
