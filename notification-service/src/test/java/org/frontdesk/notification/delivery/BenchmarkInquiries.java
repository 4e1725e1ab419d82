package org.frontdesk.notification.delivery;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import org.frontdesk.notification.inquiry.Inquiries;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Inquiries as visitors write them: in three languages, each with its own address and words. */
class BenchmarkInquiries {
    private static final List<String> LANGUAGES = List.of("en", "uk", "ar");
    private static final List<String> WORDS = List.of("What helps when walking becomes hard? ",
            "Що допомагає, коли важко ходити? ", "ما الذي يساعد عندما يصعب المشي؟ ");

    private BenchmarkInquiries() {}

    static ObjectNode number(long number) {
        var id = UUID.nameUUIDFromBytes(("speed" + number).getBytes(StandardCharsets.US_ASCII)).toString();
        var language = (int) (number % LANGUAGES.size());
        var event = Inquiries.another();
        event.put("id", id).put("contentHash", id).put("reference", id.substring(0, 13)).put("client", id);
        event.put("language", LANGUAGES.get(language));
        var fields = (ArrayNode) event.get("fields");
        ((ObjectNode) fields.get(1)).put("value", "visitor" + number + "@example.net");
        ((ObjectNode) fields.get(2)).put("value", WORDS.get(language).repeat(10));
        return event;
    }
}
