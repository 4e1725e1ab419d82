package org.frontdesk.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import tools.jackson.databind.JsonNode;

/** Thousands of random and hostile submissions: no server error, no data loss, nothing logged. */
@ExtendWith(OutputCaptureExtension.class)
class HostileSubmissionsTest extends RunningService {
    private static final long SEED = 20_261_122;
    private static final int MANY = 3_000;
    /** Part of every submission; no log line may contain it. */
    private static final String MARK = "zqpersonalqz";
    private static final List<String> PIECES = List.of("a", "Привіт ", "مرحبا ", "\uD83D\uDE00", "e\u0301", "\u0000",
            "\u0007", "\u001b[31m", "\u0085", "\u2028", "\u202e", "\u2066", "\u200d", "\uFEFF",
            "\r\nBcc: x@y.example\r\n",
            "%0d%0aSet-Cookie: a=b", "<script>alert(1)</script>", "${jndi:ldap://127.0.0.1/x}", "{{7*7}}", "__${7*7}__",
            "' OR 1=1 --", "../../etc/passwd", "\"", "\\", "&", "=", "+", ";", "%", "%zz", "\t", "\n", " ",
            "=CMD()", "x".repeat(300), "\u0660\u0661", "@", "null", "true", "-1", "1e9999", "NaN");
    private static final List<String> NAMES = List.of("name", "email", "phone", "message", "language", "topic", "page",
            "consent", "diagnosis-year", "_token", "_started", "_remarks", "next", "canary", "id", "__proto__", "");

    private record Sent(Map<String, String> typed, boolean corrupted, HttpResponse<String> answer) {}

    @Test
    void hostile_submissions_cause_no_server_error_are_published_as_typed_and_not_logged(CapturedOutput output)
            throws Exception {
        var sent = sendAll();

        assertThat(sent).extracting(one -> one.answer().statusCode()).containsOnly(202, 303, 400);
        var accepted = sent.stream().filter(one -> one.answer().statusCode() < 400).toList();
        var events = new HashMap<String, JsonNode>();
        published(accepted.size()).stream().map(record -> JSON.readTree(record.value()))
                .forEach(event -> events.put(event.get("reference").asString(), event));
        assertThat(accepted).filteredOn(one -> !one.corrupted()).hasSizeGreaterThan(MANY / 4)
                .allSatisfy(one -> assertThat(message(events.get(reference(one.answer()))))
                        .isEqualTo(cleaned(one.typed().get("message"))));
        assertThat(output.getAll()).doesNotContain(MARK);
        System.out.printf(
                "%n  %,d hostile submissions (seed %d): %,d accepted and published as typed, the others refused%n%n",
                sent.size(), SEED, accepted.size());
    }

    private List<Sent> sendAll() throws InterruptedException, ExecutionException {
        var calls = IntStream.range(0, MANY).<Callable<Sent>>mapToObj(number -> () -> send(new Random(SEED + number)))
                .toList();
        var sent = new ArrayList<Sent>();
        try (var visitors = Executors.newFixedThreadPool(8)) {
            for (var one : visitors.invokeAll(calls)) {
                sent.add(one.get());
            }
        }
        return sent;
    }

    private Sent send(Random random) {
        var typed = typed(random);
        var body = switch (random.nextInt(3)) {
            case 0 -> JSON.writeValueAsString(typed).getBytes(StandardCharsets.UTF_8);
            case 1 -> pairs(typed);
            default -> parts(typed);
        };
        var type = body.length > 0 && body[0] == '{'
                ? "application/json"
                : body.length > 1 && body[0] == '-' && body[1] == '-'
                        ? "multipart/form-data; boundary=bound"
                        : "application/x-www-form-urlencoded";
        var corrupted = random.nextInt(4) == 0;
        if (corrupted) {
            corrupt(random, body);
        }
        var request = to(INQUIRIES).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body));
        return new Sent(typed, corrupted, send(request));
    }

    /** Half of the submissions are valid except for their text, so that many are accepted; the others are random. */
    private static Map<String, String> typed(Random random) {
        var typed = new HashMap<String, String>(Map.of("message", MARK + text(random), "email", MARK + "@example.net",
                "consent", "true"));
        if (random.nextBoolean()) {
            for (int i = random.nextInt(4); i > 0; i--) {
                typed.put(NAMES.get(random.nextInt(NAMES.size())), text(random) + MARK);
            }
        }
        return typed;
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static byte[] pairs(Map<String, String> typed) {
        var body = new StringBuilder("x=");
        typed.forEach((name, value) -> body.append('&').append(encoded(name)).append('=').append(encoded(value)));
        return body.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] parts(Map<String, String> typed) {
        var body = new ByteArrayOutputStream();
        typed.forEach((name, value) -> body.writeBytes(("--bound\r\nContent-Disposition: form-data; name=\"" + name
                + "\"\r\n\r\n" + value + "\r\n").getBytes(StandardCharsets.UTF_8)));
        body.writeBytes("--bound--\r\n".getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    private static void corrupt(Random random, byte[] body) {
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
    }

    private static String message(JsonNode event) {
        return event.get("fields").valueStream().filter(field -> field.get("name").asString().equals("message"))
                .findFirst().orElseThrow().get("value").asString();
    }

    /** As typed, without control and bidi characters, and with normalized line ends. */
    private static String cleaned(String typed) {
        var lines = typed.replace("\r\n", "\n").replace('\r', '\n').replace('\u2028', '\n').replace('\u0085', '\n');
        return lines.codePoints().filter(c -> c == '\n' || c == '\t' || !Character.isISOControl(c))
                .filter(c -> c != '\u202e' && c != '\u2066')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static String reference(HttpResponse<String> answer) {
        return answer.statusCode() == 303
                ? answer.headers().firstValue("Location").orElseThrow().replaceFirst(".*ref=", "")
                : json(answer).get("reference").asString();
    }
}
