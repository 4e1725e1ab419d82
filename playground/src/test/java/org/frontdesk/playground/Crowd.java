package org.frontdesk.playground;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import tools.jackson.databind.json.JsonMapper;

/**
 * A load of visitors, several at a time. Each retries an inquiry until it is confirmed, with the same key, as the widget
 * does. Each has its own IP address. Every fiftieth has an email address that a test's relay refuses, every fortieth a
 * name that is a link, so that no reply is owed.
 */
final class Crowd implements AutoCloseable {
    private static final List<String> LANGUAGES = List.of("en", "uk", "ar");

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI form;
    private volatile int inquiries;
    private final Duration pause;
    private final ScheduledExecutorService clock;
    private final AtomicInteger next = new AtomicInteger();
    private final Queue<String> confirmed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger notConfirmed = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Queue<Integer> unexpected = new ConcurrentLinkedQueue<>();

    /** The responses so far. */
    record Tally(int confirmed, int notConfirmed, int unanswered) {
        Tally since(Tally before) {
            return new Tally(confirmed - before.confirmed, notConfirmed - before.notConfirmed,
                    unanswered - before.unanswered);
        }
    }

    /** @param pause before each attempt of a visitor */
    Crowd(URI service, int inquiries, int visitors, Duration pause) {
        this.form = service.resolve("/forms/request-info/inquiries");
        this.inquiries = inquiries;
        this.pause = pause;
        this.clock = Executors.newScheduledThreadPool(visitors);
        for (int i = 0; i < visitors; i++) {
            later(next.getAndIncrement());
        }
    }

    int size() {
        return inquiries;
    }

    /** The references of confirmed inquiries. */
    Collection<String> confirmed() {
        return List.copyOf(confirmed);
    }

    int confirmedSoFar() {
        return confirmed.size();
    }

    Tally tally() {
        return new Tally(confirmed.size(), notConfirmed.get(), unanswered.get());
    }

    /** Starts no more visitors; those in progress retry until confirmed. */
    void closeDoor() {
        inquiries = next.get();
    }

    boolean isThrough() {
        return confirmed.size() >= inquiries;
    }

    /** Responses other than 202 and 503. */
    Collection<Integer> unexpected() {
        return List.copyOf(unexpected);
    }

    private void later(int number) {
        if (number < inquiries) {
            clock.schedule(() -> later(confirms(number) ? next.getAndIncrement() : number), pause.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    private boolean confirms(int number) {
        try {
            var answer = http.send(request(number), BodyHandlers.ofString());
            if (answer.statusCode() == 202) {
                confirmed.add(JsonMapper.shared().readTree(answer.body()).get("reference").asString());
                return true;
            }
            if (answer.statusCode() == 503) {
                notConfirmed.incrementAndGet();
            } else {
                unexpected.add(answer.statusCode());
            }
        } catch (IOException lostConnection) {
            unanswered.incrementAndGet();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private HttpRequest request(int number) {
        var body = Map.of("email",
                (number % 50 == 0 ? "refused-" : "visitor-") + number + "@d" + number + ".example.net", "name",
                number % 40 == 1 ? "www.example.net" : "A", "message", "Inquiry " + number, "language",
                LANGUAGES.get(number % LANGUAGES.size()), "topic", "general", "consent", true);
        return HttpRequest.newBuilder(form).header("Content-Type", "application/json")
                .header("X-Forwarded-For", "198.18.%d.%d".formatted(number / 256, number % 256))
                .header("Idempotency-Key", "visitor " + number).timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofByteArray(JsonMapper.shared().writeValueAsBytes(body))).build();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
